import { useEffect, useRef, useState } from "react";
import { useText } from "../language/language.js";
import { TEXT } from "./text.js";

/** Pictures a second that are looked at. */
const PER_SECOND = 8;

/** Looks for a QR code by the camera, until one is found or the person stops it. */
export function Camera({ onText, onStop }: { readonly onText: (text: string) => void; readonly onStop: () => void }) {
  const text = useText(TEXT);
  const video = useRef<HTMLVideoElement>(null);
  const stop = useRef<HTMLButtonElement>(null);
  const [isRefused, setIsRefused] = useState(false);
  const found = useRef(onText);
  useEffect(() => {
    found.current = onText;
  });
  useEffect(() => {
    stop.current?.focus();
    const ending = new AbortController();
    const element = video.current;
    if (element !== null) {
      scan(element, ending.signal).then(
        (read) => {
          if (read !== null) found.current(read);
        },
        () => {
          if (!ending.signal.aborted) setIsRefused(true);
        },
      );
    }
    return () => ending.abort();
  }, []);
  return (
    <section className="card camera" aria-labelledby="camera-title">
      <h2 id="camera-title">{text("scanTitle")}</h2>
      {isRefused ? <p role="alert">{text("scanNone")}</p> : null}
      <video ref={video} muted playsInline hidden={isRefused} aria-labelledby="camera-title" />
      <p className="hint">{text("scanning")}</p>
      <button type="button" ref={stop} onClick={onStop}>
        {text("scanStop")}
      </button>
    </section>
  );
}

/** @returns what a code says; null: it was stopped. @throws where there is no camera, or none that may be used */
async function scan(video: HTMLVideoElement, signal: AbortSignal): Promise<string | null> {
  const [stream, { pixelsOf, textInPixels }] = await Promise.all([
    navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false }),
    import("./qr.js"),
  ]);
  // Whatever happens, the camera's light goes out.
  const release = () => {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  if (signal.aborted) {
    release();
    return null;
  }
  signal.addEventListener("abort", release, { once: true });
  try {
    video.srcObject = stream;
    await video.play();
    while (!signal.aborted) {
      const pixels = pixelsOf(video, video.videoWidth, video.videoHeight);
      const read = pixels === null ? null : await textInPixels(pixels);
      if (read !== null) return read;
      await new Promise((resolve) => setTimeout(resolve, 1000 / PER_SECOND));
    }
    return null;
  } finally {
    release();
  }
}
