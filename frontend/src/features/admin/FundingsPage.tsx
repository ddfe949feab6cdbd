import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { type Icon, IconCheck, IconCoins, IconHourglassHigh, IconHourglassOff, IconX } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type FundingState, fundingsPostByHand, fundingsVoid, type PageListedFunding } from "@/api/generated";
import { fundingsListInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { ConfirmButton } from "@/components/ConfirmButton";
import { EmptyState } from "@/components/EmptyState";
import { Facts } from "@/components/Facts";
import { TextLink } from "@/components/LinkButton";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { StatusBadge } from "@/components/StatusBadge";
import { useAct } from "@/components/useAct";
import { useTitle } from "@/features/engagements/useTitle";
import { toldIn } from "@/i18n/problems";
import { useLocale } from "@/i18n/useLocale";
import { day, grouped, money } from "@/lib/format";
import { newKey } from "@/lib/newKey";
import classes from "./admin.module.css";
import { ChosenList } from "./ChosenList";
import { NoteAct } from "./NoteAct";
import { RefundAct } from "./RefundAct";
import { FUNDING_STATES } from "./states";

type Funding = PageListedFunding["items"][number];

interface Props {
  state: FundingState;
  change: (state: FundingState) => void;
}

/** What clients were asked to transfer, in one state. */
export function FundingsPage({ state, change }: Props) {
  const { t } = useTranslation("admin");
  const fundings = useInfiniteQuery({ ...fundingsListInfiniteOptions({ query: { state, limit: 20 } }), ...paging });
  const other = state === "pending" ? "posted" : "pending";
  return (
    <PageStack>
      <PageHeader title={t("fundings.title")} lead={t("fundings.lead")} />
      <ChosenList
        label={t("fundings.state")}
        choices={FUNDING_STATES}
        name={(each) => t(`fundings.states.${each}`)}
        chosen={state}
        choose={change}
        query={fundings}
        empty={
          <EmptyState
            icon={<IconCoins size={40} stroke={1.4} aria-hidden />}
            title={t("fundings.emptyTitle")}
            text={t("fundings.emptyText")}
            action={
              <Button variant="default" onClick={() => change(other)}>
                {t(other === "posted" ? "fundings.emptyAction" : "fundings.emptyActionPending")}
              </Button>
            }
          />
        }
      >
        {(funding) => <FundingCard key={funding.id} funding={funding} />}
      </ChosenList>
    </PageStack>
  );
}

const SIGNS: Record<FundingState, { icon: Icon; color: string }> = {
  pending: { icon: IconHourglassHigh, color: "yellow" },
  posted: { icon: IconCheck, color: "muster" },
  void: { icon: IconX, color: "gray" },
  expired: { icon: IconHourglassOff, color: "red" },
};

function FundingCard({ funding }: { funding: Funding }) {
  const { t } = useTranslation("admin");
  const { locale } = useLocale();
  const { milestone, within } = useTitle();
  const { amount, state, title, milestone_title, client, reference, last_day } = funding;
  const { bank_reference, void_reason, asked_at, decided_at, strays } = funding;
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="xs">
          <div className={classes.title}>
            <Title order={2} size="h5">
              {milestone(milestone_title)}
            </Title>
            <Text size="sm" c="dimmed">
              {title}
            </Text>
          </div>
          <StatusBadge {...SIGNS[state]} label={t(`fundings.states.${state}`)} />
        </Group>
        <Facts
          facts={[
            { label: t("fundings.client"), value: client },
            { label: t("fundings.amount"), value: <Money minor={amount.amount} currency={amount.currency} /> },
            { label: t("fundings.reference"), value: grouped(reference) },
            { label: t("fundings.lastDay"), value: day(last_day, locale) },
            { label: t("fundings.asked"), value: <Moment at={asked_at} /> },
            decided_at != null &&
              state !== "pending" && { label: t(`fundings.since.${state}`), value: <Moment at={decided_at} /> },
            bank_reference != null && { label: t("fundings.bank"), value: bank_reference },
            strays.length > 0 && { label: t("fundings.strays"), value: <Strays strays={strays} /> },
            void_reason != null && { label: t("fundings.whyVoid"), value: t(`fundings.voidReasons.${void_reason}`) },
          ]}
        />
        {state === "pending" && <FundingActs funding={funding} />}
        {state === "posted" && (
          <RefundAct milestone={funding.milestone} title={within(title, milestone_title)} most={funding.paid_out} />
        )}
      </Stack>
    </Paper>
  );
}

/** What came with the reference of a funding and did not fit it, and the way to where that is decided. */
function Strays({ strays }: Pick<Funding, "strays">) {
  const { t } = useTranslation("admin");
  return (
    <>
      {strays.map(({ id, amount, came_at }) => (
        <div key={id}>
          <Money minor={amount.amount} currency={amount.currency} />, <Moment at={came_at} />
        </div>
      ))}
      <TextLink to="/strays" inherit>
        {t("fundings.toStrays")}
      </TextLink>
    </>
  );
}

function FundingActs({ funding }: { funding: Funding }) {
  const { t } = useTranslation("admin");
  const { locale } = useLocale();
  const tell = toldIn("admin");
  const { id, amount } = funding;
  const title = useTitle().milestone(funding.milestone_title);
  const [key] = useState(newKey);
  const post = useAct({
    act: (bank_reference: string) =>
      fundingsPostByHand({
        path: { id },
        body: { bank_reference },
        headers: { "Idempotency-Key": key },
        throwOnError: true,
      }),
    done: t("fundings.posted"),
    tell,
  });
  const cancel = useAct({
    act: () => fundingsVoid({ path: { id }, throwOnError: true }),
    done: t("fundings.voided"),
    tell,
  });
  const what = { amount: money(amount.amount, amount.currency, locale), title };
  return (
    <Group>
      <NoteAct
        title={t("fundings.postTitle")}
        text={t("fundings.postText", what)}
        label={t("fundings.bankReference")}
        hint={t("fundings.bankHint")}
        most={140}
        confirm={t("fundings.post")}
        isPending={post.isPending}
        onConfirm={(reference) => post.mutate(reference)}
      >
        {t("fundings.post")}
      </NoteAct>
      <ConfirmButton
        variant="default"
        size="compact-md"
        title={t("fundings.voidTitle")}
        text={t("fundings.voidText", { title })}
        act={cancel}
      >
        {t("fundings.void")}
      </ConfirmButton>
    </Group>
  );
}
