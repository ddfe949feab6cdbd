import { Code, Group, Stack, Text } from "@mantine/core";
import { IconArchive, IconArrowBackUp, IconCheck, IconQuestionMark, IconTransferIn } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PageBankCredit, payoutsCloseCredit, payoutsSendBack } from "@/api/generated";
import { payoutsListBankCreditsInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { ConfirmButton } from "@/components/ConfirmButton";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton, TextLink } from "@/components/LinkButton";
import { Money } from "@/components/Money";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { StatusBadge } from "@/components/StatusBadge";
import { useAct } from "@/components/useAct";
import { toldIn } from "@/i18n/problems";
import { useLocale } from "@/i18n/useLocale";
import { day, money } from "@/lib/format";
import { newKey } from "@/lib/newKey";
import classes from "./admin.module.css";
import { BankReference } from "./BankReference";
import { ChosenList } from "./ChosenList";
import { CloseMoney } from "./CloseMoney";
import { ListCard } from "./ListCard";
import { MoneyLinks } from "./MoneyLinks";
import { CREDIT_KINDS, type CreditKind } from "./states";

type Credit = PageBankCredit["items"][number];

interface Props {
  show: CreditKind;
  change: (show: CreditKind) => void;
}

/** All money that came in from others, as the bank told it: first what names no funding. (What does not fit one is a stray.) */
export function CreditsPage({ show, change }: Props) {
  const { t } = useTranslation("admin");
  const credits = useInfiniteQuery({
    ...payoutsListBankCreditsInfiniteOptions({ query: { unclaimed: show === "unclaimed", limit: 20 } }),
    ...paging,
  });
  return (
    <PageStack>
      <PageHeader title={t("credits.title")} lead={t("credits.lead")} aside={<MoneyLinks beside="strays" />} />
      <ChosenList
        label={t("credits.show")}
        choices={CREDIT_KINDS}
        name={(kind) => t(`credits.kinds.${kind}`)}
        chosen={show}
        choose={change}
        query={credits}
        empty={
          <EmptyState
            icon={<IconTransferIn size={40} stroke={1.4} aria-hidden />}
            title={t("credits.emptyTitle")}
            text={t(`credits.emptyText.${show}`)}
            action={
              <LinkButton to="/bank-files" variant="default">
                {t("credits.toFiles")}
              </LinkButton>
            }
          />
        }
      >
        {(credit) => <CreditCard key={credit.id} credit={credit} />}
      </ChosenList>
    </PageStack>
  );
}

function CreditCard({ credit }: { credit: Credit }) {
  const { t } = useTranslation("admin");
  const { locale } = useLocale();
  const { amount, booked_on, bank_reference, claimed_by, debtor, file, note, reference_text, refused } = credit;
  return (
    <ListCard
      title={<Money minor={amount.amount} currency={amount.currency} />}
      badge={<Standing credit={credit} />}
      facts={[
        { label: t("credits.from"), value: debtor ?? t("credits.nobody") },
        { label: t("credits.booked"), value: day(booked_on, locale) },
        { label: t("credits.reference"), value: reference_text },
        { label: t("credits.bank"), value: <BankReference value={bank_reference} /> },
        claimed_by != null && {
          label: t(isSentBack(claimed_by) ? "credits.by" : "credits.for"),
          value: <Code className={classes.hash}>{claimed_by}</Code>,
        },
        refused != null && { label: t("credits.refused"), value: refused },
        note != null && { label: t("strays.note"), value: note },
        {
          label: t("credits.file"),
          value: (
            <TextLink to="/bank-files/$id" params={{ id: file }} inherit>
              {t("credits.toFile")}
            </TextLink>
          ),
        },
      ]}
    >
      {isUnclaimed(credit) && <CreditActs credit={credit} />}
      {refused != null && note == null && (
        <Stack gap="xs" align="flex-start">
          <Text size="sm" c="dimmed" maw="64ch">
            {t("credits.howRefused")}
          </Text>
          <Close id={credit.id} />
        </Stack>
      )}
    </ListCard>
  );
}

/** Whether what took the money is the entry of the book by which it goes back, and no funding. */
function isSentBack(claimedBy: string | null | undefined): boolean {
  return claimedBy?.startsWith("entry_") ?? false;
}

/** Whether nothing took the money, and nobody closed it. */
function isUnclaimed({ claimed_by, note }: Credit): boolean {
  return claimed_by == null && note == null;
}

/** What became of money that came in. */
function Standing({ credit }: { credit: Credit }) {
  const { t } = useTranslation("admin");
  if (isUnclaimed(credit)) {
    return <StatusBadge icon={IconQuestionMark} color="yellow" label={t("credits.unclaimed")} />;
  }
  if (credit.note != null) {
    return <StatusBadge icon={IconArchive} color="gray" label={t("strays.states.closed")} />;
  }
  if (credit.refused != null) {
    return <StatusBadge icon={IconQuestionMark} color="yellow" label={t("credits.refused")} />;
  }
  return isSentBack(credit.claimed_by) ? (
    <StatusBadge icon={IconArrowBackUp} color="gray" label={t("credits.sentBack")} />
  ) : (
    <StatusBadge icon={IconCheck} color="muster" label={t("credits.claimed")} />
  );
}

/** What can be done about money that nobody asked for. */
function CreditActs({ credit: { id, amount } }: { credit: Credit }) {
  const { t } = useTranslation("admin");
  const { locale } = useLocale();
  const [key] = useState(newKey);
  const back = useAct({
    act: () => payoutsSendBack({ path: { id }, headers: { "Idempotency-Key": key }, throwOnError: true }),
    done: t("credits.sendBackDone"),
    tell: toldIn("admin"),
  });
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm" c="dimmed" maw="64ch">
        {t("credits.how")}
      </Text>
      <Group gap="xs">
        <ConfirmButton
          variant="default"
          size="compact-md"
          title={t("credits.sendBackTitle")}
          text={t("credits.sendBackText", { amount: money(amount.amount, amount.currency, locale) })}
          act={back}
        >
          {t("credits.sendBack")}
        </ConfirmButton>
        <Close id={id} />
      </Group>
    </Stack>
  );
}

function Close({ id }: { id: string }) {
  return <CloseMoney act={(sent) => payoutsCloseCredit({ path: { id }, ...sent, throwOnError: true })} />;
}
