import { useText } from "../language/language.js";
import { FaultText } from "./fault-text.js";
import type { Fault } from "./review-document.js";
import { TEXT } from "./work-text.js";

/** A list of points, one in each field. */
export function PointsForm(props: {
  readonly label: string;
  readonly points: readonly string[];
  readonly fault: Fault | null;
  readonly onChange: (points: readonly string[]) => void;
}) {
  const { label, points, fault, onChange } = props;
  const text = useText(TEXT);
  return (
    <fieldset>
      <legend>{label}</legend>
      <p className="hint">{text("pointsHint")}</p>
      <p className="field-fault" aria-live="polite">
        <FaultText of={fault} isAlone />
      </p>
      {points.map((point, at) => (
        // A point has no name of its own, and points never change their order.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above.
        <div key={at} className="point">
          <textarea
            rows={2}
            aria-label={text("point", { what: label, n: at + 1 })}
            value={point}
            onChange={({ target }) => onChange(points.map((one, i) => (i === at ? target.value : one)))}
          />
          <button type="button" className="second" onClick={() => onChange(points.filter((_, i) => i !== at))}>
            {text("removePoint", { n: at + 1 })}
          </button>
        </div>
      ))}
      <button type="button" className="second" onClick={() => onChange([...points, ""])}>
        {text("addPoint")}
      </button>
    </fieldset>
  );
}
