import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./LandingPage.module.css";

/** Where the houses of the spaces stand, and how large each is. */
const HOUSES = [
  { x: 72, y: 172, size: 44 },
  { x: 128, y: 256, size: 52 },
  { x: 74, y: 348, size: 46 },
];
/** People whom formation knows by what they can do, not by where they sit. */
const PEOPLE = [
  [432, 220],
  [560, 158],
  [500, 268],
  [400, 378],
  [562, 330],
] as const;
const TEAM = [
  { x: 478, y: 150, isTurn: false },
  { x: 552, y: 246, isTurn: true },
  { x: 478, y: 342, isTurn: false },
];

/** Spaces on one side, formation on the other, and a wall between them: only sums and sealed bids pass through it. */
export function TeamPicture() {
  const { t } = useTranslation("public");
  return (
    <svg className={classes.picture} viewBox="0 0 620 410" role="img" aria-label={t("landing.pictureText")}>
      <rect className={classes.ground} x="6" y="44" width="268" height="360" rx="22" />
      <rect className={classes.ground} x="346" y="44" width="268" height="360" rx="22" />
      <text className={classes.label} x="140" y="88">
        {t("landing.spacesSide")}
      </text>
      <text className={classes.label} x="480" y="88">
        {t("landing.formationSide")}
      </text>
      {HOUSES.map(({ x, y, size }) => (
        <g key={y} className={classes.house}>
          <path
            d={`M${x - size / 2} ${y} v${-size * 0.5} l${size / 2} ${-size * 0.42} l${size / 2} ${size * 0.42} v${size * 0.5} z`}
          />
          <circle className={classes.person} cx={x - size * 0.2} cy={y - size * 0.24} r={5.5} />
          <circle className={classes.person} cx={x + size * 0.2} cy={y - size * 0.24} r={5.5} />
        </g>
      ))}
      {PEOPLE.map(([x, y]) => (
        <circle key={`${x} ${y}`} className={classes.person} cx={x} cy={y} r={8} />
      ))}
      <polygon className={classes.tie} points={TEAM.map(({ x, y }) => `${x},${y}`).join(" ")} />
      {TEAM.map(({ x, y, isTurn }) => (
        <circle key={y} className={isTurn ? classes.turn : classes.chosen} cx={x} cy={y} r={15} />
      ))}
      <rect className={classes.wall} x="296" y="10" width="28" height="394" rx="4" />
      {[42, 76, 236, 362].map((y) => (
        <path key={y} className={classes.joint} d={`M296 ${y} h28`} />
      ))}
      <Slot y={118} label={t("landing.bidsPass")}>
        <rect className={classes.thing} x="282" y="130" width="40" height="27" rx="3" />
        <path className={classes.thing} d="M282 132 l20 15 l20 -15" />
        <circle className={classes.turn} cx="302" cy="149" r="6" />
        <path className={classes.arrow} d="M340 144 h34 m-9 -8 l9 8 l-9 8" />
      </Slot>
      <Slot y={264} label={t("landing.sumsPass")}>
        <ellipse className={classes.thing} cx="318" cy="301" rx="18" ry="6" />
        <ellipse className={classes.thing} cx="318" cy="293" rx="18" ry="6" />
        <ellipse className={classes.thing} cx="318" cy="285" rx="18" ry="6" />
        <path className={classes.arrow} d="M280 293 h-34 m9 -8 l-9 8 l9 8" />
      </Slot>
    </svg>
  );
}

/** An opening in the wall, and what passes through it. */
function Slot({ y, label, children }: { y: number; label: string; children: ReactNode }) {
  return (
    <g>
      <rect className={classes.slot} x="188" y={y} width="244" height="84" rx="14" />
      {children}
      <text className={classes.passes} x="310" y={y + 69}>
        {label}
      </text>
    </g>
  );
}
