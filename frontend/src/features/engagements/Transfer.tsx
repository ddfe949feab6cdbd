import { Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type Funding, fundingsVoid } from "@/api/generated";
import { ConfirmButton } from "@/components/ConfirmButton";
import { Facts } from "@/components/Facts";
import { useAct } from "@/components/useAct";
import { useLocale } from "@/i18n/useLocale";
import { day, grouped, money } from "@/lib/format";
import { typed } from "./amounts";
import { CopyValue } from "./CopyValue";
import { useTell } from "./useTell";
import classes from "./work.module.css";

interface Props {
  funding: Funding;
  /** Whether money came for it that did not fit: then it is told as what was asked for, and asks for nothing. */
  hasCome: boolean;
}

/** What to transfer where, with which reference and by when. */
export function Transfer({ funding, hasCome }: Props) {
  const { t } = useTranslation("engagements");
  const { locale } = useLocale();
  const { pay_to: payTo, amount, reference } = funding;
  const take = useAct({
    act: () => fundingsVoid({ path: { id: funding.id }, throwOnError: true }),
    done: t("transfer.taken"),
    tell: useTell(),
  });
  return (
    <div className={classes.transfer}>
      <Stack gap="sm">
        <Title order={4} size="h6">
          {t(hasCome ? "transfer.asked" : "transfer.title")}
        </Title>
        <Facts
          isLong
          facts={[
            {
              label: t("transfer.amount"),
              value: (
                <CopyValue
                  label={t("transfer.amount")}
                  value={typed(amount.amount, amount.currency)}
                  shown={money(amount.amount, amount.currency, locale)}
                />
              ),
            },
            {
              label: t("transfer.reference"),
              value: <CopyValue label={t("transfer.reference")} value={reference} shown={grouped(reference)} />,
            },
            payTo && {
              label: t("transfer.iban"),
              value: <CopyValue label={t("transfer.iban")} value={payTo.iban} shown={grouped(payTo.iban)} />,
            },
            payTo && {
              label: t("transfer.name"),
              value: <CopyValue label={t("transfer.name")} value={payTo.name} />,
            },
            Boolean(payTo?.bic) && {
              label: t("transfer.bic"),
              value: <CopyValue label={t("transfer.bic")} value={payTo?.bic ?? ""} />,
            },
            { label: t("transfer.lastDay"), value: day(funding.last_day, locale) },
          ]}
        />
        {!hasCome && (
          <Text size="sm" maw="64ch">
            {t(payTo ? "transfer.text" : "transfer.textAgreed")}
          </Text>
        )}
        <Group>
          <ConfirmButton
            variant="default"
            size="compact-md"
            title={t("transfer.takeTitle")}
            text={t("transfer.takeText")}
            confirm={t("transfer.takeConfirm")}
            act={take}
          >
            {t("transfer.take")}
          </ConfirmButton>
        </Group>
      </Stack>
    </div>
  );
}
