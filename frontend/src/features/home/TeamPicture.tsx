import classes from "./LandingPage.module.css";

/** People in three places; three of them make a team. */
const PLACES = [
  { x: 105, y: 95, r: 72 },
  { x: 345, y: 88, r: 62 },
  { x: 235, y: 265, r: 82 },
];
const PEOPLE = [
  [70, 70],
  [85, 130],
  [140, 60],
  [330, 55],
  [380, 100],
  [195, 300],
  [275, 310],
  [290, 245],
];
const TEAM = [
  { x: 130, y: 110, isTurn: false },
  { x: 320, y: 108, isTurn: true },
  { x: 220, y: 240, isTurn: false },
];

export function TeamPicture({ label }: { label: string }) {
  return (
    <svg className={classes.picture} viewBox="0 0 440 360" role="img" aria-label={label}>
      {PLACES.map(({ x, y, r }) => (
        <circle key={x} className={classes.ground} cx={x} cy={y} r={r} />
      ))}
      {PEOPLE.map(([x, y]) => (
        <circle key={`${x} ${y}`} className={classes.person} cx={x} cy={y} r={9} />
      ))}
      <polygon className={classes.tie} points={TEAM.map(({ x, y }) => `${x},${y}`).join(" ")} />
      {TEAM.map(({ x, y, isTurn }) => (
        <circle key={x} className={isTurn ? classes.turn : classes.chosen} cx={x} cy={y} r={16} />
      ))}
    </svg>
  );
}
