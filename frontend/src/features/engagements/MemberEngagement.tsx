import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  type Dispute,
  engagementsSubmit,
  type Milestone,
  type MyEngagement,
  type MySeat,
  type SeatRule,
} from "@/api/generated";
import { disputesListOptions } from "@/api/generated/@tanstack/react-query.gen";
import { ConfirmButton } from "@/components/ConfirmButton";
import { DataTable } from "@/components/DataTable";
import { Facts } from "@/components/Facts";
import { LinkButton, TextLink } from "@/components/LinkButton";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";
import { useLocale } from "@/i18n/useLocale";
import { day, lastDay } from "@/lib/format";
import { AskHandover } from "./AskHandover";
import { open, percent } from "./amounts";
import { MilestoneFacts } from "./MilestoneFacts";
import { NextAlert } from "./NextAlert";
import { OpenDispute } from "./OpenDispute";
import { PlanMoney } from "./PlanMoney";
import { Step } from "./Step";
import { isRunning, standOf, stepsOfMember } from "./standing";
import { useOpenReviews } from "./useOpenReviews";
import { useTell } from "./useTell";
import { useTitle } from "./useTitle";
import classes from "./work.module.css";

/** An engagement for a member with a seat in it: of its money, their own part. */
export function MemberEngagement({ engagement }: { engagement: MyEngagement }) {
  const { t } = useTranslation("engagements");
  const disputes = useQuery(disputesListOptions({ query: { limit: 100 } }));
  const currency = engagement.seats[0]?.amount.currency ?? engagement.milestones[0]?.amount.currency ?? "EUR";
  const { reviews, isLoading } = useOpenReviews(engagement);
  const mine = engagement.milestones.filter(({ amount }) => amount.amount > 0);
  return (
    <>
      <NextAlert
        steps={disputes.isPending || isLoading ? "unknown" : stepsOfMember(mine, disputes.data?.items ?? [])}
        none={t("next.nothing")}
        reviews={reviews}
      />
      <Section title={t("plan.title")} lead={t("plan.leadMember")}>
        <ol className={classes.plan}>
          {engagement.milestones.map((milestone) => (
            <MemberMilestone
              key={milestone.id}
              milestone={milestone}
              disputes={(disputes.data?.items ?? []).filter((each) => each.milestone === milestone.id)}
            />
          ))}
        </ol>
      </Section>
      <Section title={t("money.titleMember")} lead={t("money.leadMember")}>
        <PlanMoney milestones={mine} currency={currency} />
      </Section>
      <Section title={t("seats.titleMember")} plain>
        <Stack>
          {engagement.seats.map((seat) => (
            <SeatCard key={`${seat.seat} ${seat.first_monday}`} seat={seat} />
          ))}
          {engagement.state === "active" && (
            <Group>
              <AskHandover engagement={engagement.id} seats={engagement.seats} isMember />
            </Group>
          )}
        </Stack>
      </Section>
      <Section title={t("more.title")}>
        <Text size="sm">
          {t("more.awarded")} <Moment at={engagement.created_at} />.
        </Text>
        <Text size="sm">{t(engagement.state === "completed" ? "more.reviews" : "more.reviewsLater")}</Text>
        {engagement.state === "completed" && (
          <Group>
            <LinkButton to="/engagements/$id/reviews" params={{ id: engagement.id }} variant="default">
              {t("more.toReviews")}
            </LinkButton>
          </Group>
        )}
      </Section>
    </>
  );
}

interface MilestoneProps {
  milestone: Milestone;
  disputes: Pick<Dispute, "id" | "state">[];
}

function MemberMilestone({ milestone, disputes }: MilestoneProps) {
  const { t } = useTranslation("engagements");
  const title = useTitle();
  const submit = useAct({
    act: () => engagementsSubmit({ path: { id: milestone.id }, throwOnError: true }),
    done: t("submit.done"),
    tell: useTell(),
  });
  const { state, disputed } = milestone;
  const isMine = milestone.amount.amount > 0;
  const goesOn = open(milestone).amount > 0;
  const inDispute = goesOn ? "rest" : "frozen";
  const line = state === "funded" && disputed.amount > 0 ? inDispute : standOf(milestone);
  return (
    <Step milestone={milestone}>
      {isMine && <MilestoneFacts milestone={milestone} side="team" />}
      <Text size="sm" c="dimmed" maw="64ch">
        {t(`memberLines.${isMine ? line : "others"}`)}
      </Text>
      {disputes.map((dispute) => (
        <TextLink key={dispute.id} to="/disputes/$id" params={{ id: dispute.id }} size="sm">
          {t(isRunning(dispute) ? "milestone.toDispute" : "milestone.oldDispute")}
        </TextLink>
      ))}
      {isMine && (
        <Group gap="sm" className={classes.acts}>
          {state === "funded" && goesOn && (
            <ConfirmButton
              title={t("submit.title", { milestone: title.milestone(milestone.title) })}
              text={t("submit.text")}
              confirm={t("submit.confirm")}
              act={submit}
            >
              {t("submit.button")}
            </ConfirmButton>
          )}
          {state === "submitted" && !disputes.some(isRunning) && <OpenDispute milestone={milestone} side="team" />}
        </Group>
      )}
    </Step>
  );
}

function SeatCard({ seat }: { seat: MySeat }) {
  const { t } = useTranslation("engagements");
  const { locale } = useLocale();
  const { currency } = seat.amount;
  const columns = [
    {
      key: "payee",
      label: t("rules.who"),
      cell: (rule: SeatRule) => t(`payees.${rule.payee}`),
    },
    {
      key: "of",
      label: t("rules.of"),
      cell: (rule: SeatRule) => (
        <>
          {rule.of ? t("rules.ofPart", { part: t(`payees.${rule.of}`) }) : t("rules.ofAll")}
          {rule.on_top && `, ${t("rules.onTop")}`}
        </>
      ),
    },
    { key: "rate", label: t("rules.rate"), numeric: true, cell: (rule: SeatRule) => percent(rule.rate, locale) },
    ...(seat.rules.some(({ least, most_a_year }) => least || most_a_year)
      ? [
          {
            key: "bounds",
            label: t("rules.bounds"),
            cell: ({ least, most_a_year }: SeatRule) =>
              (least || most_a_year) && (
                <Stack gap={0}>
                  {least && (
                    <span>
                      {t("rules.least")} <Money minor={least.amount} currency={currency} />
                    </span>
                  )}
                  {most_a_year && (
                    <span>
                      {t("rules.most")} <Money minor={most_a_year.amount} currency={currency} />
                    </span>
                  )}
                </Stack>
              ),
          },
        ]
      : []),
  ];
  return (
    <Paper withBorder p={{ base: "md", sm: "lg" }}>
      <Stack gap="md">
        <Title order={3} size="h5">
          {seat.title}
        </Title>
        <Facts
          facts={[
            { label: t("seats.time"), value: t("seats.hours", { count: seat.hours }) },
            {
              label: t("seats.weeks"),
              value: t("seats.window", {
                from: day(seat.first_monday, locale),
                to: day(lastDay(seat.first_monday, seat.weeks), locale),
              }),
            },
            { label: t("seats.rate"), value: <Money minor={seat.rate.amount} currency={currency} /> },
            { label: t("seats.amount"), value: <Money minor={seat.amount.amount} currency={currency} /> },
            { label: t("seats.keeps"), value: <Money minor={seat.keeps.amount} currency={currency} /> },
          ]}
        />
        <Text size="sm" c="dimmed" maw="64ch">
          {t("rules.lead")}
        </Text>
        <DataTable
          caption={t("rules.title")}
          columns={columns}
          rows={seat.rules}
          rowKey={(rule) => `${rule.payee} ${rule.of ?? ""} ${rule.rate}`}
        />
      </Stack>
    </Paper>
  );
}
