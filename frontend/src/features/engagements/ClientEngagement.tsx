import { Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type EngagementInFull, engagementsEnd, type TakenSeat } from "@/api/generated";
import { disputesListOptions } from "@/api/generated/@tanstack/react-query.gen";
import { ConfirmButton } from "@/components/ConfirmButton";
import { DataTable } from "@/components/DataTable";
import { LinkButton, TextLink } from "@/components/LinkButton";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";
import { PlaceName } from "@/features/places/PlaceName";
import { useLocale } from "@/i18n/useLocale";
import { toldApart } from "@/lib/apart";
import { day, lastDay, money } from "@/lib/format";
import { AskHandover } from "./AskHandover";
import { percent } from "./amounts";
import { ClientMilestone } from "./ClientMilestone";
import { cameFor } from "./came";
import { NextAlert } from "./NextAlert";
import { PlanMoney } from "./PlanMoney";
import { beginOf, stepsOfClient } from "./standing";
import { useOpenReviews } from "./useOpenReviews";
import { useTell } from "./useTell";
import { useTitle } from "./useTitle";
import { VatIdNotice } from "./VatIdNotice";
import { WhereItGoes } from "./WhereItGoes";
import classes from "./work.module.css";

/** An engagement for its client: what waits for it, the plan with its money, the seats, and how it may end. */
export function ClientEngagement({ engagement }: { engagement: EngagementInFull }) {
  const { t } = useTranslation("engagements");
  const { locale } = useLocale();
  const disputes = useQuery(disputesListOptions({ query: { limit: 100 } }));
  const { price, milestones } = engagement;
  const about = disputes.data?.items ?? [];
  const steps = stepsOfClient(engagement, about);
  // Of what is to be paid in and to be accepted, what is due first stands out.
  const act = steps.find(({ what }) => what === "fund" || what === "accept" || what === "acceptRest");
  const { reviews, isLoading } = useOpenReviews(engagement);
  return (
    <>
      <NextAlert steps={disputes.isPending || isLoading ? "unknown" : steps} none={t("next.over")} reviews={reviews} />
      <Section title={t("plan.title")} lead={t("plan.leadClient")}>
        <ol className={classes.plan}>
          {milestones.map((milestone) => (
            <ClientMilestone
              key={milestone.id}
              milestone={milestone}
              begins={milestone.state === "planned" ? beginOf(engagement, milestone) : undefined}
              isNext={act?.what === "fund" && act.milestone === milestone}
              came={cameFor(engagement, milestone)}
              disputes={about.filter((each) => each.milestone === milestone.id)}
            />
          ))}
        </ol>
      </Section>
      <Section title={t("money.title")} lead={t("money.leadClient", { rate: percent(engagement.tax_rate, locale) })}>
        <PlanMoney milestones={milestones} currency={price.currency} />
        <WhereItGoes brief={engagement.brief} bid={engagement.bid} />
        <VatIdNotice milestones={milestones} />
      </Section>
      <Seats engagement={engagement} />
      <Section title={t("more.title")}>
        <Text size="sm">
          {t("more.awarded")} <Moment at={engagement.created_at} />.{" "}
          <TextLink to="/briefs/$id" params={{ id: engagement.brief }} inherit>
            {t("more.brief")}
          </TextLink>
        </Text>
        <Text size="sm">{t(engagement.state === "completed" ? "more.reviews" : "more.reviewsLater")}</Text>
        <Group className={classes.acts}>
          {engagement.state === "completed" && (
            <LinkButton to="/engagements/$id/reviews" params={{ id: engagement.id }} variant="default">
              {t("more.toReviews")}
            </LinkButton>
          )}
          <EndButton engagement={engagement} />
        </Group>
      </Section>
    </>
  );
}

function Seats({ engagement }: { engagement: EngagementInFull }) {
  const { t } = useTranslation("engagements");
  const { locale } = useLocale();
  const names = toldApart(engagement.seats.map(({ member, name, title }) => [member, name, title]));
  const columns = [
    {
      key: "seat",
      label: t("seats.seat"),
      cell: (seat: TakenSeat) => (
        <Stack gap={0}>
          <span>{seat.title}</span>
          {seat.work_place && (
            <Text size="xs" c="dimmed">
              <PlaceName id={seat.work_place} in={(place) => t("seats.place", { place })} />
            </Text>
          )}
        </Stack>
      ),
    },
    { key: "name", label: t("seats.name"), cell: ({ member, name }: TakenSeat) => names.get(member) ?? name },
    {
      key: "time",
      label: t("seats.time"),
      cell: (seat: TakenSeat) => (
        <Stack gap={0}>
          <span>{t("seats.hours", { count: seat.hours })}</span>
          <Text size="xs" c="dimmed">
            {t("seats.window", {
              from: day(seat.first_monday, locale),
              to: day(lastDay(seat.first_monday, seat.weeks), locale),
            })}
          </Text>
        </Stack>
      ),
    },
    {
      key: "rate",
      label: t("seats.rate"),
      numeric: true,
      cell: (seat: TakenSeat) => <Money minor={seat.rate.amount} currency={seat.rate.currency} />,
    },
    {
      key: "amount",
      label: t("seats.amount"),
      numeric: true,
      cell: (seat: TakenSeat) => <Money minor={seat.amount.amount} currency={seat.amount.currency} />,
    },
  ];
  return (
    <Section title={t("seats.title")} lead={t("seats.leadClient")}>
      <DataTable
        caption={t("seats.title")}
        columns={columns}
        rows={engagement.seats}
        rowKey={(seat) => `${seat.seat} ${seat.member}`}
      />
      {engagement.state === "active" && (
        <Group>
          <AskHandover engagement={engagement.id} seats={engagement.seats} isMember={false} />
        </Group>
      )}
    </Section>
  );
}

function EndButton({ engagement }: { engagement: EngagementInFull }) {
  const { t } = useTranslation("engagements");
  const { locale } = useLocale();
  const title = useTitle();
  const tell = useTell();
  const end = useAct({
    act: () => engagementsEnd({ path: { id: engagement.id }, throwOnError: true }),
    done: t("end.done"),
    tell,
  });
  const planned = engagement.milestones.filter(({ state }) => state === "planned");
  if (engagement.state === "completed" || planned.length === 0) {
    return null;
  }
  const saved = planned.reduce((sum, { gross, amount }) => sum + (gross ?? amount).amount, 0);
  return (
    <ConfirmButton
      color="red"
      variant="outline"
      title={t("end.title")}
      confirm={t("end.confirm")}
      act={end}
      text={
        <Stack gap="xs">
          <Text>{t("end.text", { amount: money(saved, engagement.price.currency, locale) })}</Text>
          <ul>
            {planned.map((milestone) => (
              <li key={milestone.id}>{title.milestone(milestone.title)}</li>
            ))}
          </ul>
          <Text>{t("end.held")}</Text>
        </Stack>
      }
    >
      {t("end.button")}
    </ConfirmButton>
  );
}
