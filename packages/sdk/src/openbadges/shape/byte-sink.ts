const ENCODER = new TextEncoder();
const FIRST_ROOM = 1 << 15;

/** Bytes that grow at their end. What `written` gives is overwritten after the next `clear`. */
export type ByteSink = {
  clear(): void;
  bytes(more: Uint8Array): void;
  /** Writes a text in UTF-8. */
  text(more: string): void;
  written(): Uint8Array<ArrayBuffer>;
};

/** Makes an empty sink, whose room is used again and again. */
export function createByteSink(): ByteSink {
  let room = new Uint8Array(FIRST_ROOM);
  let end = 0;
  const require = (more: number) => {
    if (room.length - end >= more) return;
    const larger = new Uint8Array(2 * room.length + more);
    larger.set(room.subarray(0, end));
    room = larger;
  };
  return {
    clear() {
      end = 0;
    },
    bytes(more) {
      require(more.length);
      room.set(more, end);
      end += more.length;
    },
    text(more) {
      // A UTF-16 unit takes three bytes at most.
      require(3 * more.length);
      // Most texts are short and ASCII, for which the encoder's call costs more than its work.
      for (let i = 0; i < more.length; i++) {
        const unit = more.charCodeAt(i);
        if (unit > 127) {
          end += i + ENCODER.encodeInto(more.slice(i), room.subarray(end + i)).written;
          return;
        }
        room[end + i] = unit;
      }
      end += more.length;
    },
    written: () => room.subarray(0, end),
  };
}
