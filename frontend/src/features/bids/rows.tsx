import { Text } from "@mantine/core";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import type { Money as Amount, BidView, Waterfall } from "@/api/generated";
import { percent } from "@/features/invitations/amounts";
import { day, money } from "@/lib/format";
import classes from "./bids.module.css";
import {
  above,
  apart,
  differ,
  hoursOf,
  lastDayOf,
  type Standing,
  seatsOf,
  shareOfBest,
  standing,
  TERMS,
} from "./compare";
import { longest, PARTS, type Step, type StepName, stepOf } from "./waterfall";

/** A line of the comparison: one cell for each bid, and whether they differ. */
export interface Row {
  key: string;
  label: string;
  cells: ReactNode[];
  differs: boolean;
}

/** Lines that belong together, under a heading. */
export interface RowGroup {
  key: string;
  title: string;
  rows: Row[];
}

type Words = TFunction<["bids", "common"]>;

/** Everything that is compared, the same beside each other on a desk and one by one on a phone. */
export function groupsOf(bids: BidView[], t: Words, locale: string): RowGroup[] {
  const say = ({ amount, currency }: Amount) => money(amount, currency, locale);
  return [
    { key: "price", title: t("compare.price"), rows: priceRows(bids, t, say) },
    { key: "time", title: t("compare.time"), rows: timeRows(bids, t, locale) },
    { key: "team", title: t("compare.team"), rows: teamRows(bids, t, say) },
    { key: "fit", title: t("compare.why"), rows: whyRows(bids, t) },
    { key: "parts", title: t("compare.parts"), rows: partRows(bids, t, locale, say) },
  ];
}

type Say = (amount: Amount) => string;
type Value = string | number | null | undefined;

/** A line: what of each bid is compared, and how each is shown. */
function row(
  bids: BidView[],
  key: string,
  label: string,
  value: (bid: BidView) => Value,
  cell: (bid: BidView) => ReactNode,
): Row {
  return { key, label, cells: bids.map(cell), differs: differ(bids.map(value)) };
}

function priceRows(bids: BidView[], t: Words, say: Say): Row[] {
  const prices = bids.map(({ price }) => price.amount);
  const cell = ({ price, above_budget }: BidView) => {
    const beside = above(price.amount, prices);
    return (
      <>
        <Text fw={650} size="lg" component="span">
          {say(price)}
        </Text>
        {beside && (
          <Note>
            {beside.isLeast
              ? t("compare.lowest")
              : t("compare.moreThanLowest", { amount: say({ ...price, amount: beside.more }) })}
          </Note>
        )}
        {above_budget && <Note>{t("compare.aboveBudget", { amount: say(above_budget) })}</Note>}
      </>
    );
  };
  const gross = ({ waterfall }: BidView) => say(waterfall.gross);
  return [
    row(bids, "price", t("compare.net"), ({ price }) => price.amount, cell),
    row(bids, "gross", t("compare.gross"), gross, gross),
  ];
}

function timeRows(bids: BidView[], t: Words, locale: string): Row[] {
  const from = (bid: BidView) => (bid.from ? day(bid.from, locale) : t("compare.open"));
  const until = (bid: BidView) => (bid.until ? day(lastDayOf(bid.until), locale) : t("compare.open"));
  return [
    row(bids, "from", t("compare.from"), from, from),
    row(bids, "until", t("compare.until"), until, until),
    row(bids, "hours", t("compare.hours"), hoursOf, (bid) => t("compare.hoursValue", { count: hoursOf(bid) })),
  ];
}

function teamRows(bids: BidView[], t: Words, say: Say): Row[] {
  const seats = seatsOf(bids).map(({ seat, title }) => {
    const taken = (bid: BidView) => bid.seats.find((one) => one.seat === seat);
    const value = (bid: BidView) => {
      const one = taken(bid);
      return one && `${one.first_name} ${one.hours} ${one.rate.amount} ${one.from}`;
    };
    const cell = (bid: BidView) => {
      const one = taken(bid);
      return (
        one && (
          <>
            <Text span fw={600} size="sm">
              {one.first_name}
            </Text>
            <Note>{t("compare.seatHours", { count: one.hours, rate: say(one.rate) })}</Note>
            <Note>{t("compare.seatAmount", { amount: say(one.amount) })}</Note>
          </>
        )
      );
    };
    return row(bids, `seat-${seat}`, title, value, cell);
  });
  const record = ({ record: { engagements, together } }: BidView) => (
    <>
      {t("compare.delivered", { count: engagements })}
      {together > 0 && <Note>{t("compare.together", { count: together })}</Note>}
    </>
  );
  const delivered = ({ record: { engagements, together } }: BidView) => `${engagements} ${together}`;
  const origin = ({ origin: how }: BidView) => t(`origins.${how}`);
  return [
    ...seats,
    row(bids, "origin", t("compare.origin"), origin, origin),
    row(bids, "record", t("compare.record"), delivered, record),
  ];
}

function whyRows(bids: BidView[], t: Words): Row[] {
  const share = (bid: BidView) => shareOfBest(bid, bids);
  const scored = (bid: BidView) => {
    const own = share(bid);
    return own === null ? t("compare.notScored") : <Bar length={own * 10} text={scoreText(t, own)} />;
  };
  // A term that brings nothing to anybody tells nothing.
  const told = TERMS.filter((term) => bids.some((bid) => standing(bid, bids, term)?.length));
  const terms = told.map((term) => {
    const stands = bids.map((bid) => standing(bid, bids, term));
    const differs = apart(stands);
    // Where the words are the same, figures say what the bars show.
    const isFigured = differs && !differ(stands.map((stand) => stand?.word));
    const cell = (stand: Standing) => {
      if (!stand) {
        return t("compare.notScored");
      }
      const text = t(`terms.${term}.${stand.word}`);
      const figure = `${Math.round(stand.length / 10)} / 100`;
      return <Bar length={stand.length} text={isFigured ? `${text} (${figure})` : text} />;
    };
    return { key: term, label: t(`terms.${term}.name`), cells: stands.map(cell), differs };
  });
  return [row(bids, "score", t("compare.score"), share, scored), ...terms];
}

function scoreText(t: Words, share: number): string {
  return share === 100 ? t("compare.best") : t("compare.ofBest", { share });
}

/** The price as a stair: every part is a step from where the one before it ended, as long as it is among all bids. */
function partRows(bids: BidView[], t: Words, locale: string, say: Say): Row[] {
  const paid = PARTS.filter((part) => bids.some(({ waterfall }) => waterfall[part].amount !== 0));
  const most = longest(bids);
  const step = (name: StepName, label: string, note?: (own: Waterfall) => ReactNode) => {
    const cell = ({ waterfall }: BidView) => (
      <>
        {say(waterfall[name])}
        {note?.(waterfall)}
        <Stair step={stepOf(waterfall, name, most)} isSum={name === "price" || name === "gross"} />
      </>
    );
    return row(bids, `part-${name}`, label, ({ waterfall }) => waterfall[name].amount, cell);
  };
  const rows = paid.map((part) => {
    const share = (own: Waterfall) => percent(shareOf(own[part], own.price), locale);
    const note = (own: Waterfall) => <Note>{t("parts.share", { share: share(own) })}</Note>;
    return step(part, t(`parts.${part}`), note);
  });
  const rate = percent(bids[0]?.waterfall.tax_rate ?? 0, locale);
  return [
    ...rows,
    step("price", t("compare.net")),
    step("tax", t("parts.tax", { rate })),
    step("gross", t("compare.gross")),
  ];
}

/** A step of the stair that a price is. The figure beside it tells all of it. */
function Stair({ step: { from, to }, isSum }: { step: Step; isSum: boolean }) {
  return (
    <div className={classes.stair} data-sum={isSum || undefined} aria-hidden>
      <div style={{ marginInlineStart: `${from / 10}%`, width: `${(to - from) / 10}%` }} />
    </div>
  );
}

/** A part of a price in basis points, rounded to the nearest, in whole numbers. */
function shareOf(part: Amount, price: Amount): number {
  const whole = BigInt(price.amount);
  return whole === 0n ? 0 : Number((BigInt(part.amount) * 20_000n + whole) / (2n * whole));
}

function Note({ children }: { children: ReactNode }) {
  return (
    <Text size="sm" c="dimmed" component="div">
      {children}
    </Text>
  );
}

/** A length of 0 to 1000 with what it says; the words tell all of it. */
function Bar({ length, text }: { length: number; text: string }) {
  return (
    <>
      {text}
      <div className={classes.bar} aria-hidden>
        <div style={{ width: `${length / 10}%` }} />
      </div>
    </>
  );
}
