import { Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type Funding, fundingsVoid } from "@/api/generated";
import { ConfirmButton } from "@/components/ConfirmButton";
import { CopyValue } from "@/components/CopyValue";
import { Facts } from "@/components/Facts";
import { useAct } from "@/components/useAct";
import { useLocale } from "@/i18n/useLocale";
import { day, grouped, money } from "@/lib/format";
import { typed } from "./amounts";
import { type Came, restOf } from "./came";
import { useTell } from "./useTell";
import classes from "./work.module.css";

interface Props {
  funding: Funding;
  /** What came and did not fit: where it counts for this request, only the rest is to be transferred, or nothing. */
  came?: Came;
}

/** What to transfer where, with which reference and by when. */
export function Transfer({ funding, came }: Props) {
  const { t } = useTranslation("engagements");
  const { locale } = useLocale();
  const { pay_to: payTo, reference } = funding;
  const rest = restOf(came);
  const { amount, currency } = rest ?? funding.amount;
  const isWaiting = came !== undefined && !came.isApart && !rest;
  const title = rest ? "transfer.rest" : "transfer.title";
  // Nothing is offered to pay to where nothing is to be paid now.
  const to = isWaiting ? null : payTo;
  const take = useAct({
    act: () => fundingsVoid({ path: { id: funding.id }, throwOnError: true }),
    done: t("transfer.taken"),
    tell: useTell(),
  });
  return (
    <div className={classes.transfer}>
      <Stack gap="sm">
        <Title order={4} size="h6">
          {t(isWaiting ? "transfer.asked" : title)}
        </Title>
        <Facts
          isLong
          facts={[
            {
              label: t("transfer.amount"),
              value: isWaiting ? (
                money(amount, currency, locale)
              ) : (
                <CopyValue
                  label={t("transfer.amount")}
                  value={typed(amount, currency)}
                  shown={money(amount, currency, locale)}
                />
              ),
            },
            {
              label: t("transfer.reference"),
              value: isWaiting ? (
                grouped(reference)
              ) : (
                <CopyValue label={t("transfer.reference")} value={reference} shown={grouped(reference)} />
              ),
            },
            to && {
              label: t("transfer.iban"),
              value: <CopyValue label={t("transfer.iban")} value={to.iban} shown={grouped(to.iban)} />,
            },
            to && {
              label: t("transfer.name"),
              value: <CopyValue label={t("transfer.name")} value={to.name} />,
            },
            Boolean(to?.bic) && {
              label: t("transfer.bic"),
              value: <CopyValue label={t("transfer.bic")} value={to?.bic ?? ""} />,
            },
            { label: t("transfer.lastDay"), value: day(funding.last_day, locale) },
          ]}
        />
        {!isWaiting && (
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
