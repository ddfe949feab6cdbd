import { Group, Paper, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { type DisputeInFull, type DisputeProposal, disputesAgree, disputesPropose } from "@/api/generated";
import { ApiForm } from "@/components/ApiForm";
import { ConfirmButton } from "@/components/ConfirmButton";
import cards from "@/components/cards.module.css";
import { FormDialog } from "@/components/FormDialog";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";
import { useApiForm } from "@/components/useApiForm";
import { useHat } from "@/features/engagements/useHat";
import { useOnce } from "@/features/engagements/useOnce";
import { useSaved } from "@/features/engagements/useSaved";
import { Back } from "./Back";
import { Preview } from "./Preview";
import { divisionOf } from "./rules";
import { useSides } from "./useSides";
import { useTell } from "./useTell";

interface Props {
  dispute: DisputeInFull;
  mayPropose: boolean;
}

/** What both sides offered each other. The steward does not see it. */
export function Proposals({ dispute, mayPropose }: Props) {
  const { t } = useTranslation("disputes");
  const { own } = useSides();
  const { proposals } = dispute;
  if (proposals.length === 0 && !mayPropose) {
    return null;
  }
  const latest = proposals.at(-1);
  return (
    <Section
      title={t(titleOf(dispute, mayPropose))}
      lead={mayPropose ? t(`offers.lead.${own ?? "team"}`) : undefined}
      aside={
        mayPropose && (
          <FormDialog label={t("offers.button")} title={t("offers.new")}>
            {(close) => <Form dispute={dispute} close={close} />}
          </FormDialog>
        )
      }
    >
      {proposals.length === 0 && <Text size="sm">{t("offers.none")}</Text>}
      {proposals.length > 0 && (
        <ol className={cards.list}>
          {proposals.toReversed().map((proposal) => (
            <li key={proposal.id}>
              <Offer dispute={dispute} proposal={proposal} mayPropose={mayPropose} isLatest={proposal === latest} />
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

/** An invitation to agree as long as that can be done, and from then on what came of it. */
function titleOf({ outcome }: DisputeInFull, mayPropose: boolean) {
  if (mayPropose) {
    return "offers.title";
  }
  return outcome === "agreed" ? "offers.titleAgreed" : "offers.titleOver";
}

interface OfferProps {
  dispute: DisputeInFull;
  proposal: DisputeProposal;
  mayPropose: boolean;
  isLatest: boolean;
}

function Offer({ dispute, proposal, mayPropose, isLatest }: OfferProps) {
  const { t } = useTranslation("disputes");
  const { own } = useSides();
  const isMember = own === "team";
  const mayAccept = mayPropose && isLatest && !proposal.accepted_by_you;
  const agree = useAct({
    act: () => disputesAgree({ path: { id: dispute.id, proposal: proposal.id }, throwOnError: true }),
    done: t("offers.accepted"),
    tell: useTell(),
  });
  const { side, to_members: toMembers } = proposal;
  const goesBack = !isMember && (
    <>
      {t("offers.back")} <Back disputed={dispute.amount} toMembers={toMembers} gross={proposal.refunded_gross} />
    </>
  );
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" gap="sm">
        <Stack gap={2}>
          <Text fw={600}>
            {t(isMember ? "offers.toYou" : "offers.toMembers")}{" "}
            <Money minor={toMembers.amount} currency={toMembers.currency} />
          </Text>
          {goesBack && <Text size="sm">{goesBack}</Text>}
          <Text size="sm" c="dimmed">
            {side === own ? t(`offers.byOwn.${side}`) : t(`offers.by.${side}`)}, <Moment at={proposal.created_at} />
            {!isLatest && `, ${t("offers.replaced")}`}
          </Text>
          {isLatest && dispute.outcome === "agreed" && <Text size="sm">{t("offers.agreed")}</Text>}
          {isLatest && mayPropose && proposal.accepted_by_you && <Text size="sm">{t("offers.yours")}</Text>}
        </Stack>
        {mayAccept && (
          <ConfirmButton
            title={t("offers.acceptTitle")}
            text={
              <>
                {t("offers.acceptText")} {t(isMember ? "offers.toYou" : "offers.toMembers")}{" "}
                <Money minor={toMembers.amount} currency={toMembers.currency} />. {goesBack}
              </>
            }
            act={agree}
          >
            {t("offers.accept")}
          </ConfirmButton>
        )}
      </Group>
    </Paper>
  );
}

function Form({ dispute, close }: { dispute: DisputeInFull; close: () => void }) {
  const { t } = useTranslation("disputes");
  const hat = useHat();
  const once = useOnce();
  const saved = useSaved(t("offers.done"));
  const isMember = hat === "member";
  const { currency } = dispute.amount;
  const { field, form, ...frame } = useApiForm({
    initial: { amount: "" },
    rules: {
      amount: {
        right: (text) => divisionOf(text, dispute.amount, hat) !== null,
        wrong: t(isMember ? "offers.wrongPercent" : "offers.wrongAmount", { currency }),
      },
    },
    send: async ({ amount }) => {
      const body = { to_members: divisionOf(amount, dispute.amount, hat) ?? { basis_points: 0 } };
      await once([dispute.id, body], (headers) =>
        disputesPropose({ path: { id: dispute.id }, body, headers, throwOnError: true }),
      );
      await saved();
      close();
    },
    tell: useTell(),
  });
  const [settled] = useDebouncedValue(form.values.amount, 300);
  return (
    <ApiForm {...frame} verb={t("offers.submit")} onLeft={close} inDialog>
      <TextInput
        label={t(isMember ? "offers.percent" : "offers.amount", { currency })}
        description={t(isMember ? "offers.percentHint" : "offers.amountHint")}
        inputMode="decimal"
        {...field("amount")}
      />
      <Preview dispute={dispute} division={divisionOf(settled, dispute.amount, hat)} />
    </ApiForm>
  );
}
