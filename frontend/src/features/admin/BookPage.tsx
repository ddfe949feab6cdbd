import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { BookEntries, type Looked } from "./BookEntries";
import { ExchangeDialog } from "./ExchangeDialog";
import { TrialBalance } from "./TrialBalance";

interface Props {
  looked: Looked;
  look: (looked: Looked) => void;
}

/** What all accounts hold, the entries that made it so, and what an admin enters by hand. */
export function BookPage({ looked, look }: Props) {
  const { t } = useTranslation("book");
  return (
    <PageStack>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Section title={t("balance.title")} lead={t("balance.lead")} aside={<ExchangeDialog />}>
        <TrialBalance />
      </Section>
      <Section title={t("entries.title")}>
        <BookEntries looked={looked} look={look} />
        <Text c="dimmed" size="sm" maw="64ch">
          {t("otherwise")}
        </Text>
      </Section>
    </PageStack>
  );
}
