import { Alert, List, Stack, Text } from "@mantine/core";
import { IconArrowUpRight, IconBulb, IconLock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Stand, Why } from "@/api/generated";
import { formationOwnRunOptions } from "@/api/generated/@tanstack/react-query.gen";
import { asProblem } from "@/api/problem";
import { BackLink } from "@/components/BackLink";
import { EmptyState } from "@/components/EmptyState";
import { Facts } from "@/components/Facts";
import { LinkButton, TextLink } from "@/components/LinkButton";
import { Loaded } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import { useZone } from "@/i18n/zone";
import { instant } from "@/lib/format";
import { useCategoryName } from "./CategoryName";
import { Changes } from "./Changes";
import { titlesOf } from "./documents";
import { byTerm, furthestBehind } from "./points";
import { useRunTitle } from "./RunsPage";
import classes from "./runs.module.css";
import { StandBadge } from "./StandBadge";
import { TermBars } from "./TermBars";

/** A run as a member sees it: how they stood, and why. */
export function MemberRun({ id }: { id: string }) {
  const { t } = useTranslation("runs");
  const query = useQuery(formationOwnRunOptions({ path: { id } }));
  const isForgotten = query.isError && asProblem(query.error).code === "pool-forgotten";
  return (
    <PageStack>
      <BackLink to="/runs">{t("why.back")}</BackLink>
      {!query.data && <PageHeader title={t("why.title")} />}
      {isForgotten ? (
        <EmptyState
          icon={<IconLock size={40} stroke={1.4} aria-hidden />}
          title={t("why.forgottenTitle")}
          text={t("why.forgottenText")}
          action={
            <LinkButton to="/runs" variant="default">
              {t("why.back")}
            </LinkButton>
          }
        />
      ) : (
        <Loaded query={query}>{(why) => <Told why={why} />}</Loaded>
      )}
    </PageStack>
  );
}

function Told({ why }: { why: Why }) {
  const { t } = useTranslation("runs");
  const { locale } = useLocale();
  const zone = useZone();
  const title = useRunTitle();
  const category = useCategoryName();
  const { run } = why;
  const seatTitle = titlesOf(why.seats);
  const eligible = why.seats.filter(({ points }) => points);
  const stopped = why.seats.filter(({ stopped_by }) => stopped_by);
  return (
    <>
      <PageHeader title={title(run)} lead={useVerdict(why, eligible, seatTitle)} aside={<StandBadge run={run} />} />
      {run.sealed_until && (
        <Alert color="yellow" variant="outline" icon={<IconLock aria-hidden />} title={t("why.sealedTitle")}>
          <Text size="sm">{t("why.sealedText", { until: instant(run.sealed_until, locale, zone) })}</Text>
        </Alert>
      )}
      <Facts
        facts={[
          { label: t("facts.kind"), value: t(`kinds.${run.kind}`) },
          { label: t("facts.when"), value: <Moment at={run.created_at} /> },
          { label: t("facts.category"), value: category(run.category) },
          {
            label: t("facts.eligible"),
            value: t("facts.eligibleOf", { count: why.seats.length, eligible: eligible.length }),
          },
        ]}
      />
      {eligible.map((stand) => (
        <SeatSection key={stand.seat} stand={stand} why={why} title={seatTitle(stand.seat)} />
      ))}
      {!run.sealed_until && why.changes.length > 0 && <Changes why={why} />}
      {stopped.length > 0 && <Stopped stands={stopped} title={seatTitle} />}
      <Section title={t("why.rulesTitle")}>
        <Stack gap="xs">
          <Text maw="68ch">{t("why.rulesText")}</Text>
          <Text maw="68ch">{t("why.rulesNames")}</Text>
          {!why.proven && <Text maw="68ch">{t("why.unproven")}</Text>}
          <List spacing={4} listStyleType="none">
            <List.Item>
              <TextLink to="/policy">{t("why.toPolicy")}</TextLink>
            </List.Item>
            <List.Item>
              <TextLink to="/turns">{t("why.toTurns")}</TextLink>
            </List.Item>
          </List>
        </Stack>
      </Section>
    </>
  );
}

/** In one sentence, how it went. */
function useVerdict({ run, chosen_for }: Why, eligible: Stand[], title: (seat: string) => string): string {
  const { t } = useTranslation("runs");
  if (chosen_for) {
    return t(run.kept ? "why.verdictKept" : "why.verdictChosen", { seat: title(chosen_for) });
  }
  if (run.chosen) {
    return t("why.verdictChosenBefore");
  }
  const [only, another] = eligible;
  return only && !another ? t("why.verdictNot", { seat: title(only.seat) }) : t("why.verdictNotAny");
}

/** A seat for which the member was eligible: their points beside those of the one who has it in the best team. */
function SeatSection({ stand, why, title }: { stand: Stand; why: Why; title: string }) {
  const { t } = useTranslation("runs");
  const { locale } = useLocale();
  const isMine = why.chosen_for === stand.seat;
  const terms = byTerm(stand, why.seats.length, why.policy.weights);
  const behind = furthestBehind(terms);
  const alike = terms.every(({ own, theirs }) => own === theirs);
  const compares = Boolean(stand.chosen_had) && !(isMine && alike);
  const gap = behind && new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(behind.by);
  const mine = why.run.kept ? "why.seatKept" : "why.seatMine";
  const others = stand.chosen_had ? "why.seatCompared" : "why.seatAlone";
  return (
    <Section title={title} lead={t(isMine ? mine : others)}>
      <TermBars terms={terms} compares={compares} />
      {compares && behind && gap && (
        <Text className={classes.reason} component="div">
          <IconArrowUpRight size={20} aria-hidden />
          <span>{t("why.gap", { term: t(`terms.${behind.term}`), points: gap })}</span>
        </Text>
      )}
      {compares && !behind && !isMine && (
        <Text className={classes.reason} component="div">
          <IconBulb size={20} aria-hidden />
          <span>{t("why.noGap")}</span>
        </Text>
      )}
    </Section>
  );
}

/** The seats that the member could not take, and the first condition that stood in the way. */
function Stopped({ stands, title }: { stands: Stand[]; title: (seat: string) => string }) {
  const { t } = useTranslation("runs");
  return (
    <Section title={t("why.stoppedTitle")} lead={t("why.stoppedLead")}>
      <ul className={classes.plain}>
        {stands.map(({ seat, stopped_by }) => (
          <li key={seat}>
            <span className={classes.seatName}>{title(seat)}</span>
            <Text size="sm" c="dimmed">
              {stopped_by && t(`stoppedBy.${stopped_by}`)}
            </Text>
          </li>
        ))}
      </ul>
    </Section>
  );
}
