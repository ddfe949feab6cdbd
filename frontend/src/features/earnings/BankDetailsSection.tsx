import { Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type BankDetails, type NewBankDetails, payoutsSetMyBankDetails } from "@/api/generated";
import {
  payoutsMyBankDetailsInfiniteOptions,
  payoutsMyBankDetailsQueryKey,
} from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { DataTable } from "@/components/DataTable";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { Section } from "@/components/Section";
import { BankFacts } from "@/features/payouts/BankFacts";
import { BankForm } from "@/features/payouts/BankForm";
import classes from "./earnings.module.css";

/** Where a member is paid: the details that count, a form to set others, and those that counted before. */
export function BankDetailsSection() {
  const { t } = useTranslation("earnings");
  const queries = useQueryClient();
  const query = useInfiniteQuery({ ...payoutsMyBankDetailsInfiniteOptions({ query: { limit: 20 } }), ...paging });
  const [isEditing, setEditing] = useState(false);
  const close = () => setEditing(false);
  const send = async (body: NewBankDetails) => {
    await payoutsSetMyBankDetails({ body, throwOnError: true });
    notifications.show({ message: t("bank.saved"), color: "muster" });
    close();
    // Without a query it stands for all of them: the home asks for the latest details alone.
    await queries.invalidateQueries({ queryKey: payoutsMyBankDetailsQueryKey() });
  };
  const ofForm = { autoComplete: "name", told: t("bank.told"), send } as const;
  return (
    <Section title={t("bank.title")} lead={t("bank.lead")}>
      <PagedList query={query} empty={<BankForm {...ofForm} lead={<Text>{t("bank.missing")}</Text>} />}>
        {(items) => (
          <Stack gap="lg">
            {items[0] && <BankFacts details={items[0]} />}
            {isEditing || items[0]?.unusable ? (
              <BankForm {...ofForm} holder={items[0]?.holder} cancel={items[0]?.unusable ? undefined : close} />
            ) : (
              <Group>
                <Button variant="default" onClick={() => setEditing(true)}>
                  {t("bank.change")}
                </Button>
              </Group>
            )}
            {items.length > 1 && <History items={items.slice(1)} />}
          </Stack>
        )}
      </PagedList>
    </Section>
  );
}

function History({ items }: { items: BankDetails[] }) {
  const { t } = useTranslation(["earnings", "bank"]);
  return (
    <details>
      <summary>{t("bank.history")}</summary>
      <DataTable
        caption={t("bank.history")}
        rows={items}
        rowKey={({ id }) => id}
        columns={[
          { key: "iban", label: t("bank:iban"), cell: ({ iban }) => <span className={classes.noWrap}>{iban}</span> },
          { key: "holder", label: t("bank:holder"), cell: ({ holder }) => holder },
          { key: "set", label: t("bank:set"), cell: ({ set_at }) => <Moment at={set_at} /> },
        ]}
      />
    </details>
  );
}
