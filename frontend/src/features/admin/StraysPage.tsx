import { Stack, Text } from "@mantine/core";
import { type Icon, IconArchive, IconCheck, IconQuestionMark } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { fundingsCloseStray, type Stray, type StrayState } from "@/api/generated";
import { fundingsListStraysInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { EmptyState } from "@/components/EmptyState";
import { TextLink } from "@/components/LinkButton";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { StatusBadge } from "@/components/StatusBadge";
import { useTitle } from "@/features/engagements/useTitle";
import { BankReference } from "./BankReference";
import { ChosenList } from "./ChosenList";
import { CloseMoney } from "./CloseMoney";
import { ListCard } from "./ListCard";
import { MoneyLinks, ToFundings } from "./MoneyLinks";
import { STRAY_STATES } from "./states";

interface Props {
  state: StrayState;
  change: (state: StrayState) => void;
}

/** Money that names a funding and does not fit it. What names none is among the money received. */
export function StraysPage({ state, change }: Props) {
  const { t } = useTranslation("admin");
  const strays = useInfiniteQuery({
    ...fundingsListStraysInfiniteOptions({ query: { state, limit: 20 } }),
    ...paging,
  });
  return (
    <PageStack>
      <PageHeader title={t("strays.title")} lead={t("strays.lead")} aside={<MoneyLinks beside="credits" />} />
      <ChosenList
        label={t("fundings.state")}
        choices={STRAY_STATES}
        name={(each) => t(`strays.states.${each}`)}
        chosen={state}
        choose={change}
        query={strays}
        empty={
          <EmptyState
            icon={<IconQuestionMark size={40} stroke={1.4} aria-hidden />}
            title={t("strays.emptyTitle")}
            text={t("strays.emptyText")}
            action={<ToFundings />}
          />
        }
      >
        {(stray) => <StrayCard key={stray.id} stray={stray} />}
      </ChosenList>
    </PageStack>
  );
}

const SIGNS: Record<StrayState, { icon: Icon; color: string }> = {
  open: { icon: IconQuestionMark, color: "yellow" },
  used: { icon: IconCheck, color: "muster" },
  closed: { icon: IconArchive, color: "gray" },
};

/** Whether its client is asked for the rest. */
function isShort({ amount, expected, funding_state, misfit }: Stray): boolean {
  const less = amount.currency === expected.currency && amount.amount < expected.amount;
  return misfit === "wrong_amount" && funding_state === "pending" && less;
}

function StrayCard({ stray }: { stray: Stray }) {
  const { t } = useTranslation("admin");
  const { within } = useTitle();
  const { amount, expected, state, misfit, bank_reference, remittance, came_at, note } = stray;
  const { client, title, milestone_title, funding_state } = stray;
  return (
    <ListCard
      title={<Money minor={amount.amount} currency={amount.currency} />}
      badge={<StatusBadge {...SIGNS[state]} label={t(`strays.states.${state}`)} />}
      facts={[
        { label: t("fundings.client"), value: client },
        {
          label: t("credits.for"),
          value: (
            <TextLink to="/fundings" search={{ state: funding_state }} inherit>
              {within(title, milestone_title)}
            </TextLink>
          ),
        },
        { label: t("strays.expected"), value: <Money minor={expected.amount} currency={expected.currency} /> },
        { label: t("strays.misfit"), value: t(`strays.misfits.${misfit}`) },
        { label: t("strays.came"), value: <Moment at={came_at} relative /> },
        { label: t("strays.bank"), value: <BankReference value={bank_reference} /> },
        { label: t("strays.remittance"), value: remittance },
        note != null && { label: t("strays.note"), value: note },
      ]}
    >
      {state === "open" && (
        <Stack gap="xs" align="flex-start">
          <Text size="sm" c="dimmed" maw="64ch">
            {t(isShort(stray) ? "strays.howShort" : "strays.how")}
          </Text>
          <CloseMoney act={(sent) => fundingsCloseStray({ path: { id: stray.id }, ...sent, throwOnError: true })} />
        </Stack>
      )}
    </ListCard>
  );
}
