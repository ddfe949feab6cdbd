import { Code, Stack, Text } from "@mantine/core";
import { type Icon, IconArchive, IconCheck, IconQuestionMark } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fundingsCloseStray, type Stray, type StrayState } from "@/api/generated";
import { fundingsListStraysInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { EmptyState } from "@/components/EmptyState";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { StatusBadge } from "@/components/StatusBadge";
import { useAct } from "@/components/useAct";
import { toldIn } from "@/i18n/problems";
import { newKey } from "@/lib/newKey";
import classes from "./admin.module.css";
import { ChosenList } from "./ChosenList";
import { ListCard } from "./ListCard";
import { MoneyLinks, ToFundings } from "./MoneyLinks";
import { NoteAct } from "./NoteAct";
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

function StrayCard({ stray }: { stray: Stray }) {
  const { t } = useTranslation("admin");
  const { amount, expected, state, misfit, bank_reference, remittance, came_at, note } = stray;
  return (
    <ListCard
      title={<Money minor={amount.amount} currency={amount.currency} />}
      badge={<StatusBadge {...SIGNS[state]} label={t(`strays.states.${state}`)} />}
      facts={[
        { label: t("strays.expected"), value: <Money minor={expected.amount} currency={expected.currency} /> },
        { label: t("strays.misfit"), value: t(`strays.misfits.${misfit}`) },
        { label: t("strays.came"), value: <Moment at={came_at} relative /> },
        { label: t("strays.bank"), value: <Code className={classes.hash}>{bank_reference}</Code> },
        { label: t("strays.remittance"), value: remittance },
        note != null && { label: t("strays.note"), value: note },
      ]}
    >
      {state === "open" && <CloseStray id={stray.id} />}
    </ListCard>
  );
}

function CloseStray({ id }: { id: string }) {
  const { t } = useTranslation("admin");
  const tell = toldIn("admin");
  const [key] = useState(newKey);
  const close = useAct({
    act: (note: string) =>
      fundingsCloseStray({ path: { id }, body: { note }, headers: { "Idempotency-Key": key }, throwOnError: true }),
    done: t("strays.closed"),
    tell,
  });
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm" c="dimmed" maw="64ch">
        {t("strays.how")}
      </Text>
      <NoteAct
        title={t("strays.closeTitle")}
        text={t("strays.closeText")}
        label={t("strays.note")}
        hint={t("strays.noteHint")}
        most={500}
        confirm={t("strays.close")}
        isPending={close.isPending}
        onConfirm={(note) => close.mutate(note)}
      >
        {t("strays.close")}
      </NoteAct>
    </Stack>
  );
}
