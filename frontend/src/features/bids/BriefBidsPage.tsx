import { Alert, List, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconLock, IconPackage } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type BidsView, type BidView, bidsAwardBid, type EngagementId } from "@/api/generated";
import { bidsBidsOptions, briefsReadOptions } from "@/api/generated/@tanstack/react-query.gen";
import { BackLink } from "@/components/BackLink";
import { ConfirmButton } from "@/components/ConfirmButton";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { Loaded, Waiting } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";
import { ClientCounters } from "@/features/counters/ClientCounters";
import { ClientQuestions } from "@/features/questions/ClientQuestions";
import { useLocale } from "@/i18n/useLocale";
import { day, money } from "@/lib/format";
import { newKey } from "@/lib/newKey";
import classes from "./bids.module.css";
import { Comparison } from "./Comparison";
import { useTell } from "./useTell";

/** The bids for a brief, as its client sees them: sealed until the deadline, then side by side, and the award. */
export function BriefBidsPage({ id }: { id: string }) {
  const { t } = useTranslation("bids");
  const brief = useQuery(briefsReadOptions({ path: { id } }));
  const bids = useQuery(bidsBidsOptions({ path: { id } }));
  // Bids are shown with what the brief says of them: if it came later, it would push them down.
  return (
    <PageStack>
      <BackLink to="/briefs/$id" params={{ id }}>
        {t("brief.back")}
      </BackLink>
      <PageHeader
        title={brief.data ? t("brief.bidsFor", { title: brief.data.document.title }) : t("brief.bids")}
        lead={bids.data?.state === "decided" ? t("brief.lead") : undefined}
      />
      <Loaded query={bids}>
        {(found) =>
          brief.isPending ? (
            <Waiting />
          ) : (
            <Bids bids={found} standby={brief.data?.standby ?? 0} engagement={brief.data?.award?.engagement} />
          )
        }
      </Loaded>
    </PageStack>
  );
}

function Bids({ bids, standby, engagement }: { bids: BidsView; standby: number; engagement?: EngagementId }) {
  const { t } = useTranslation("bids");
  const { brief, state } = bids;
  if (bids.sealed) {
    return (
      <>
        <Sealed bids={bids} />
        {state === "posted" && <ClientCounters brief={brief} onlyWaiting />}
        {state === "posted" && <ClientQuestions brief={brief} state={state} />}
      </>
    );
  }
  if (bids.bids.length === 0) {
    return <NoBids brief={brief} />;
  }
  const names = new Map(bids.bids.map(({ id }, place) => [id, t("compare.bid", { number: place + 1 })]));
  return (
    <>
      {state === "awarded" && (
        <Alert variant="outline" icon={<IconPackage aria-hidden />} title={t("brief.awardedTitle")}>
          <Text size="sm" mb="xs">
            {t("brief.awardedText")}
          </Text>
          {engagement && (
            <LinkButton to="/engagements/$id" params={{ id: engagement }} size="sm" variant="default">
              {t("brief.toEngagement")}
            </LinkButton>
          )}
        </Alert>
      )}
      <Comparison
        bids={bids.bids}
        act={(bid, number) => <Award bid={bid} number={number} isOpen={state === "decided"} />}
      />
      <Section title={t("good.title")}>
        <List spacing={6} size="sm">
          <List.Item>{t("good.order")}</List.Item>
          <List.Item>{t("good.names")}</List.Item>
          <List.Item>{t("good.differ")}</List.Item>
          {standby > 0 && <List.Item>{t("good.standby", { count: standby })}</List.Item>}
        </List>
      </Section>
      <ClientCounters brief={brief} onlyWaiting />
      <ClientQuestions brief={brief} state={state} names={names} />
      <Seals bids={bids} />
    </>
  );
}

function NoBids({ brief }: { brief: string }) {
  const { t } = useTranslation("bids");
  return (
    <EmptyState
      icon={<IconPackage size={40} stroke={1.4} aria-hidden />}
      title={t("brief.noneTitle")}
      text={t("brief.noneText")}
      action={
        <LinkButton to="/briefs/$id" params={{ id: brief }} variant="default">
          {t("brief.back")}
        </LinkButton>
      }
    />
  );
}

/** Why nothing is seen yet, and when it will be. */
function Sealed({ bids }: { bids: BidsView }) {
  const { t } = useTranslation("bids");
  const { state, deadline_at, brief } = bids;
  if (state !== "posted") {
    return (
      <EmptyState
        icon={<IconPackage size={40} stroke={1.4} aria-hidden />}
        title={t(`brief.over.${state}.title`)}
        text={t(`brief.over.${state}.text`)}
        action={
          <LinkButton to="/briefs/$id" params={{ id: brief }} variant="default">
            {t("brief.back")}
          </LinkButton>
        }
      />
    );
  }
  return (
    <Section title={t("sealed.title")} aside={<IconLock aria-hidden />}>
      {deadline_at && (
        <Text fw={600}>
          {t("sealed.until")} <Moment at={deadline_at} relative />
        </Text>
      )}
      <List spacing={6}>
        <List.Item>{t("sealed.why")}</List.Item>
        <List.Item>{t("sealed.number")}</List.Item>
        <List.Item>{t("sealed.then")}</List.Item>
      </List>
    </Section>
  );
}

/** The award of a bid, with what follows from it. */
function Award({ bid, number, isOpen }: { bid: BidView; number: number; isOpen: boolean }) {
  const { t } = useTranslation("bids");
  const { locale } = useLocale();
  const navigate = useNavigate();
  const tell = useTell();
  const queries = useQueryClient();
  // The same key for the same choice, so that a second press can never award twice.
  const key = useMemo(newKey, []);
  const award = useAct({
    act: async () => {
      try {
        const { data } = await bidsAwardBid({
          path: { id: bid.id },
          body: {},
          headers: { "Idempotency-Key": key },
          throwOnError: true,
        });
        return data;
      } catch (refusal) {
        // Where hours were booked elsewhere a moment before, the bid has lost somebody: show what stands now.
        void queries.invalidateQueries();
        throw refusal;
      }
    },
    tell,
    onDone: ({ engagement }) => {
      notifications.show({ message: t("award.done"), color: "muster" });
      void navigate({ to: "/engagements/$id", params: { id: engagement } });
    },
  });
  if (!isOpen || bid.state !== "complete") {
    return null;
  }
  const net = money(bid.price.amount, bid.price.currency, locale);
  const gross = money(bid.waterfall.gross.amount, bid.waterfall.gross.currency, locale);
  return (
    <ConfirmButton
      size="sm"
      title={t("award.title", { number })}
      text={t("award.price", { net, gross })}
      more={
        <List spacing={6} size="sm">
          {bid.from && <List.Item>{t("award.until", { day: day(bid.from, locale) })}</List.Item>}
          <List.Item>{t("award.hours")}</List.Item>
          <List.Item>{t("award.terms")}</List.Item>
          <List.Item>{t("award.plan")}</List.Item>
          <List.Item>{t("award.others")}</List.Item>
          <List.Item>{t("award.final")}</List.Item>
        </List>
      }
      confirm={t("award.yes", { number })}
      act={award}
    >
      {t("award.open", { number })}
    </ConfirmButton>
  );
}

/** What shows that nobody changed a bid after it was complete. */
function Seals({ bids }: { bids: BidsView }) {
  const { t } = useTranslation("bids");
  return (
    <Section title={t("seals.title")} lead={t("seals.lead")}>
      <details>
        <summary>{t("seals.show")}</summary>
        <List listStyleType="none" spacing="sm" mt="sm">
          {bids.bids.map(({ id, seal }, place) => (
            <List.Item key={id}>
              <Text size="sm" fw={600}>
                {t("compare.bid", { number: place + 1 })}
              </Text>
              {seal.seal && (
                <Text size="sm">
                  {t("seals.seal")} <span className={classes.code}>{seal.seal}</span>
                </Text>
              )}
              {seal.nonce && (
                <Text size="sm">
                  {t("seals.nonce")} <span className={classes.code}>{seal.nonce}</span>
                </Text>
              )}
              <Text size="sm">
                {t("seals.lot")} <span className={classes.code}>{seal.lot}</span>
              </Text>
            </List.Item>
          ))}
        </List>
        {bids.draw && (
          <Text size="sm" mt="sm">
            {t("seals.seed")} <span className={classes.code}>{bids.draw.seed}</span>
          </Text>
        )}
      </details>
    </Section>
  );
}
