import { VisuallyHidden } from "@mantine/core";
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "@/i18n/useLocale";
import classes from "./HourGrid.module.css";
import { dayNames, type Hours, painted, toggled } from "./week";

interface Props {
  hours: Hours;
  /** How many hours a day has room for. */
  rows: number;
  paint: (next: Hours) => void;
}

interface Cell {
  day: number;
  hour: number;
}

/** A stroke that has begun: the week as it was, and the day on which it began. */
interface Stroke {
  base: Hours;
  day: number;
}

const STEPS: Record<string, readonly [day: number, hour: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/**
 * The hours of a usual week as columns that one fills: by mouse, by finger, or by keyboard. Only how many hours a day has
 * counts, not which, so a column is always filled from its foot.
 */
export function HourGrid({ hours, rows, paint }: Props) {
  const { t } = useTranslation("availability");
  const { locale } = useLocale();
  const [at, setAt] = useState<Cell>({ day: 0, hour: Math.max(1, Math.min(rows, hours[0] ?? 1)) });
  const [told, setTold] = useState("");
  const stroke = useRef<Stroke | null>(null);
  const grid = useRef<HTMLTableElement>(null);
  const hint = useId();
  const long = dayNames(locale, "long");
  const short = dayNames(locale, "short");
  const focus = { day: at.day, hour: Math.min(at.hour, rows) };

  const draw = (next: Hours, from: number, to: number, level: number) => {
    paint(next);
    const [first, last] = from <= to ? [from, to] : [to, from];
    const values = { from: long[first], to: long[last], day: long[first], count: level };
    setTold(first === last ? t("grid.paintedDay", values) : t("grid.paintedSpan", values));
  };
  const stretch = ({ base, day }: Stroke, to: number, level: number) =>
    draw(painted(base, day, to, level), day, to, level);

  const moveTo = (cell: Cell) => {
    setAt(cell);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${cell.day}-${cell.hour}"]`)?.focus();
  };
  const keyed = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step) {
      event.preventDefault();
      const day = Math.min(6, Math.max(0, focus.day + step[0]));
      // Below the first hour there is no cell, but a stroke can go down to none.
      const wanted = focus.hour + step[1];
      const hour = Math.min(rows, Math.max(1, wanted));
      if (event.shiftKey) {
        stroke.current ??= { base: hours, day: focus.day };
        stretch(stroke.current, day, wanted < 1 ? 0 : hour);
      } else {
        stroke.current = null;
      }
      moveTo({ day, hour });
      return;
    }
    if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      moveTo({ ...focus, day: event.key === "Home" ? 0 : 6 });
    } else if (event.key === "PageUp" || event.key === "PageDown") {
      event.preventDefault();
      moveTo({ ...focus, hour: event.key === "PageUp" ? rows : 1 });
    } else if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      const level = toggled(hours, focus.day, focus.hour);
      draw(painted(hours, focus.day, focus.day, level), focus.day, focus.day, level);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      draw(painted(hours, focus.day, focus.day, 0), focus.day, focus.day, 0);
    }
  };
  const pressed = (event: PointerEvent) => {
    const cell = cellAt(event.target);
    if (!cell || event.button !== 0) {
      return;
    }
    event.preventDefault();
    stroke.current = { base: hours, day: cell.day };
    stretch(stroke.current, cell.day, toggled(hours, cell.day, cell.hour));
    moveTo(cell);
  };
  const dragged = (event: PointerEvent) => {
    const cell =
      event.buttons === 1 && stroke.current && cellAt(document.elementFromPoint(event.clientX, event.clientY));
    if (cell && stroke.current && (cell.day !== at.day || cell.hour !== at.hour)) {
      stretch(stroke.current, cell.day, cell.hour);
      setAt(cell);
    }
  };
  useEffect(() => {
    const end = () => {
      stroke.current = null;
    };
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
    return () => {
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
    };
  }, []);

  return (
    <div>
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are painted is a grid
        role="grid"
        aria-label={t("grid.label")}
        aria-describedby={hint}
        aria-multiselectable
        className={classes.grid}
        onKeyDown={keyed}
        onKeyUp={(event) => {
          if (event.key === "Shift") {
            stroke.current = null;
          }
        }}
        onPointerDown={pressed}
        onPointerMove={dragged}
      >
        <thead>
          <tr>
            <th scope="col" className={classes.corner}>
              <VisuallyHidden>{t("grid.hour")}</VisuallyHidden>
            </th>
            {short.map((name, day) => (
              <th key={name} scope="col" aria-label={long[day]} className={classes.day}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, row) => rows - row).map((hour) => (
            <tr key={hour}>
              <th scope="row" className={classes.hour}>
                <span data-quiet={hour % 4 !== 0 || undefined}>{hour}</span>
              </th>
              {hours.map((free, day) => (
                <td
                  key={long[day]}
                  // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: see above
                  role="gridcell"
                  data-cell={`${day}-${hour}`}
                  data-free={hour <= free || undefined}
                  aria-selected={hour <= free}
                  aria-label={t("grid.cell", { day: long[day], hour })}
                  tabIndex={focus.day === day && focus.hour === hour ? 0 : -1}
                  className={classes.cell}
                  onFocus={() => setAt({ day, hour })}
                >
                  {hour === free ? free : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p id={hint} className={classes.hint}>
        {t("grid.hint")} <span className={classes.keys}>{t("grid.keys")}</span>
      </p>
      <VisuallyHidden role="status">{told}</VisuallyHidden>
    </div>
  );
}

function cellAt(target: EventTarget | null): Cell | null {
  const name = target instanceof Element ? target.closest<HTMLElement>("[data-cell]")?.dataset.cell : undefined;
  const [day, hour] = name?.split("-").map(Number) ?? [];
  return day === undefined || hour === undefined ? null : { day, hour };
}
