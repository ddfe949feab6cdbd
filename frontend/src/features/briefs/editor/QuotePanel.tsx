import { Alert, Button, Group, Loader, Paper, Stack, Text, Title, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowBackUp, IconChevronDown, IconCircleCheck, IconCircleX, IconHelpCircle } from "@tabler/icons-react";
import { useEffect, useId, useRef } from "react";
import type { Loosened, Told } from "@/api/generated";
import { day, money } from "@/lib/format";
import classes from "./quote.module.css";
import type { LiveQuote } from "./useQuote";
import { useQuoteWords } from "./useQuoteWords";
import { NarrowestText, type Quoted, useWishText } from "./WishText";

const SIGNS = { yes: IconCircleCheck, no: IconCircleX, unknown: IconHelpCircle };
/** How many ways to loosen something are shown. */
const WAYS = 5;

/** A wish that was loosened at a press, and can be taken back. */
export interface Loosening {
  text: string;
  undo: () => void;
}

interface Props {
  quote: LiveQuote;
  form: Quoted;
  /** Changes the form; nothing where there is no form to change. */
  onLoosen?: (wish: Loosened, text: string) => void;
  last?: Loosening;
}

/** What the brief would get at this moment, beside the form: it follows as one types. */
export function QuotePanel({ quote, form, onLoosen, last }: Props) {
  const { t } = useQuoteWords();
  const heading = useId();
  const { told, isOld, left, isEmpty, problem, retry } = quote;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={heading}>
      <Stack gap="md">
        <Group justify="space-between" wrap="nowrap">
          <Title id={heading} order={2} size="h4">
            {t("title")}
          </Title>
          {isOld && !isEmpty && !problem && <Loader size={18} aria-label={t("asking")} />}
        </Group>
        {last && <Undo last={last} />}
        {isEmpty && <Text size="sm">{t("empty")}</Text>}
        {!isEmpty && !told && !problem && <Text size="sm">{t("first")}</Text>}
        {problem && (
          <Stack gap="xs" align="flex-start" role="alert">
            <Text size="sm">{t(problemKey(problem))}</Text>
            <Button size="compact-sm" variant="default" onClick={retry}>
              {t("again")}
            </Button>
          </Stack>
        )}
        {told && (
          <div className={isOld ? classes.old : undefined}>
            <Answer told={told} form={form} onLoosen={onLoosen} />
          </div>
        )}
        {told && left > 0 && (
          <Text size="sm" c="dimmed">
            {t("left", { count: left })}
          </Text>
        )}
        <Text size="xs" c="dimmed">
          {t("sealed")}
        </Text>
        <Announcement quote={quote} />
      </Stack>
    </Paper>
  );
}

function problemKey(code: string): "problems.offline" | "problems.too-many" | "problems.invalid" | "problems.other" {
  switch (code) {
    case "offline":
    case "too-many":
    case "invalid":
      return `problems.${code}`;
    default:
      return "problems.other";
  }
}

/** The quote in one line, for the foot of a phone. */
export function QuoteLine({ quote }: { quote: LiveQuote }) {
  const { t, head, cost } = useQuoteWords();
  if (quote.isEmpty) {
    return <span>{t("line.empty")}</span>;
  }
  if (!quote.told) {
    return <span>{quote.problem ? t(problemKey(quote.problem)) : t("first")}</span>;
  }
  const Sign = SIGNS[quote.told.possible];
  const sum = quote.told.possible === "yes" ? cost(quote.told) : undefined;
  return (
    <span className={quote.isOld ? `${classes.line} ${classes.old}` : classes.line}>
      <Sign size={18} aria-hidden />
      <span>{sum ? t("line.told", { head: head(quote.told), cost: sum }) : head(quote.told)}</span>
    </span>
  );
}

/** Tells those who listen what changed, once it is known and no more than that. */
function Announcement({ quote }: { quote: LiveQuote }) {
  const spoken = useRef("");
  const { t, head, cost } = useQuoteWords();
  if (quote.told && !quote.isOld) {
    const sum = cost(quote.told);
    spoken.current = sum ? t("line.told", { head: head(quote.told), cost: sum }) : head(quote.told);
  }
  return <VisuallyHidden role="status">{spoken.current}</VisuallyHidden>;
}

function Undo({ last }: { last: Loosening }) {
  const { t } = useQuoteWords();
  const button = useRef<HTMLButtonElement>(null);
  // What was pressed may be gone with the next answer; the way back is where one goes on.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another loosening takes the focus again
  useEffect(() => button.current?.focus({ preventScroll: true }), [last.text]);
  return (
    <Alert variant="outline" p="sm" title={t("changed")}>
      <Text size="sm">{last.text}</Text>
      <Button
        ref={button}
        mt="xs"
        size="compact-sm"
        variant="default"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        onClick={last.undo}
      >
        {t("undo")}
      </Button>
    </Alert>
  );
}

interface AnswerProps extends Pick<Props, "form" | "onLoosen"> {
  told: Told;
}

/** An answer: whether, for how much, from when, how many, and what narrows. */
export function Answer({ told, form, onLoosen }: AnswerProps) {
  const { t, locale, cost, head, heads, seatName } = useQuoteWords();
  const Sign = SIGNS[told.possible];
  const sum = cost(told);
  const known = told.seats.filter(({ seat }) => form.seats.some(({ id }) => id === seat));
  return (
    <Stack gap="md">
      <div className={classes.head} data-possible={told.possible}>
        <Sign size={26} aria-hidden />
        <div>
          <Text fw={650}>{head(told)}</Text>
          {told.ruled_out_by && <Text size="sm">{t(`ruledOut.${told.ruled_out_by}`)}</Text>}
        </div>
      </div>
      <dl className={classes.facts}>
        {sum && (
          <div>
            <dt>{told.possible === "yes" ? t("cost") : t("leastCost")}</dt>
            <dd className={classes.sum}>{sum}</dd>
            <Text component="dd" size="sm" c="dimmed">
              {told.cost?.from !== told.cost?.to && t("span")} {t("basis")}
            </Text>
          </div>
        )}
        {told.earliest_start && (
          <div>
            <dt>{t("earliest")}</dt>
            <dd>{day(told.earliest_start, locale)}</dd>
          </div>
        )}
      </dl>
      <div>
        <Text size="sm" fw={600} mb={4}>
          {t("eligible")}
        </Text>
        <ul className={classes.seats}>
          {known.map((seat) => (
            <li key={seat.seat}>
              <span>{seatName(form.seats, seat.seat)}</span>
              <span className={classes.count}>{heads(seat.eligible)}</span>
            </li>
          ))}
        </ul>
      </div>
      {told.narrowest && (
        <div>
          <Text size="sm" fw={600} mb={4}>
            {t("narrowestTitle")}
          </Text>
          <Text size="sm">
            <NarrowestText narrowest={told.narrowest} seats={form.seats} />
          </Text>
          {told.narrowest.smallest && onLoosen && (
            <Way wish={told.narrowest.smallest} form={form} onLoosen={onLoosen} />
          )}
        </div>
      )}
      <Ways told={told} form={form} onLoosen={onLoosen} />
    </Stack>
  );
}

function isSame(a: Loosened, b: Loosened): boolean {
  return a.wish === b.wish && a.seat === b.seat && a.name === b.name;
}

function Ways({ told, form, onLoosen }: AnswerProps) {
  const { t } = useQuoteWords();
  const region = useId();
  const isNeeded = told.possible !== "yes";
  const [isOpen, { toggle }] = useDisclosure(false);
  const first = told.narrowest?.smallest;
  const others = told.wishes.filter((wish) => !first || !onLoosen || !isSame(wish, first)).slice(0, WAYS);
  if (others.length === 0) {
    return null;
  }
  const isShown = isNeeded || isOpen;
  return (
    <div>
      {isNeeded ? (
        <Text size="sm" fw={600}>
          {t("waysToATeam")}
        </Text>
      ) : (
        <Button
          variant="subtle"
          size="compact-sm"
          ml={-8}
          aria-expanded={isOpen}
          aria-controls={region}
          onClick={toggle}
          rightSection={<IconChevronDown size={16} className={isOpen ? classes.turned : undefined} aria-hidden />}
        >
          {t("waysToSpendLess", { count: others.length })}
        </Button>
      )}
      <div id={region} hidden={!isShown}>
        {isShown &&
          others.map((wish) => (
            <Way key={`${wish.wish} ${wish.seat} ${wish.name}`} wish={wish} form={form} onLoosen={onLoosen} />
          ))}
      </div>
    </div>
  );
}

/** One way to loosen a wish: what it would say, and what the team would cost then. A press does it. */
function Way({ wish, form, onLoosen }: { wish: Loosened } & Pick<Props, "form" | "onLoosen">) {
  const { t, locale } = useQuoteWords();
  const text = useWishText(wish, form);
  const then = t("then", { cost: money(wish.cost, form.currency, locale) });
  const words = (
    <>
      <Text size="sm" component="span" display="block" fw={500}>
        {text}
      </Text>
      <Text size="sm" component="span" display="block" c="dimmed">
        {then}
      </Text>
    </>
  );
  return onLoosen ? (
    <UnstyledButton className={classes.way} onClick={() => onLoosen(wish, text)}>
      {words}
      <span className={classes.do}>{t("do")}</span>
    </UnstyledButton>
  ) : (
    <div className={classes.told}>{words}</div>
  );
}
