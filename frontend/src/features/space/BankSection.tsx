import { Button, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type NewBankDetails, payoutsSetBankDetailsOfSpace } from "@/api/generated";
import {
  payoutsBankDetailsOfSpaceOptions,
  payoutsBankDetailsOfSpaceQueryKey,
} from "@/api/generated/@tanstack/react-query.gen";
import { Loaded, Waiting } from "@/components/Loaded";
import { Section } from "@/components/Section";
import { BankFacts } from "@/features/payouts/BankFacts";
import { BankForm } from "@/features/payouts/BankForm";

/** Where a space is paid, and the form that changes it. */
export function BankSection({ space }: { space: string }) {
  const { t } = useTranslation("space");
  const queries = useQueryClient();
  const [isEditing, setEditing] = useState(false);
  const path = { id: space };
  const details = useQuery(payoutsBankDetailsOfSpaceOptions({ path, query: { limit: 1 } }));
  const current = details.data?.items[0];
  const send = async (body: NewBankDetails) => {
    await payoutsSetBankDetailsOfSpace({ path, body, throwOnError: true });
    await queries.invalidateQueries({ queryKey: payoutsBankDetailsOfSpaceQueryKey({ path }) });
    notifications.show({ message: t("bank.saved"), color: "muster" });
    setEditing(false);
  };
  return (
    <Section
      title={t("bank.title")}
      lead={t("bank.lead")}
      aside={
        current &&
        !isEditing && (
          <Button variant="default" size="compact-md" onClick={() => setEditing(true)}>
            {t("bank.change")}
          </Button>
        )
      }
    >
      <Loaded query={details} waiting={<Waiting lines={1} />}>
        {() => (
          <Stack>
            {current ? <BankFacts details={current} /> : <Text>{t("bank.none")}</Text>}
            {(isEditing || !current) && (
              <BankForm
                holder={current?.holder}
                autoComplete="organization"
                told={t("bank.mail")}
                cancel={current ? () => setEditing(false) : undefined}
                send={send}
              />
            )}
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}
