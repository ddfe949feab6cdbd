import { Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Terms } from "@/api/generated";
import { spacesListTermsInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { pagingOf } from "@/api/paging";
import { DataTable } from "@/components/DataTable";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import { AnnounceForm } from "./AnnounceForm";
import { percent, standing } from "./rates";
import classes from "./space.module.css";
import { useBoundsInWords } from "./useBoundsInWords";
import { useSpace } from "./useSpace";

/** The commission of a space: in force, announced, and how it is changed. */
export function TermsPage({ space }: { space: string }) {
  const { t } = useTranslation("space");
  const owner = useSpace(space);
  const terms = useInfiniteQuery({
    ...spacesListTermsInfiniteOptions({ path: { id: space }, query: { limit: 50 } }),
    ...pagingOf(space),
  });
  const today = new Date().toISOString().slice(0, 10);
  const known = terms.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <PageStack>
      <PageHeader title={t("terms.title")} lead={t("terms.lead")} />
      <PagedList<Terms> query={terms} empty={<Text>{t("terms.none")}</Text>}>
        {(items) => <Standing terms={items} today={today} />}
      </PagedList>
      {terms.data && (
        <Section title={t("announce.title")} lead={t("announce.lead")}>
          <AnnounceForm
            space={space}
            name={owner?.name ?? "…"}
            today={today}
            current={standing(known, today).current}
            taken={known.map((rate) => rate.from_day)}
          />
        </Section>
      )}
    </PageStack>
  );
}

function Standing({ terms, today }: { terms: Terms[]; today: string }) {
  const { t } = useTranslation("space");
  const { locale } = useLocale();
  const boundsInWords = useBoundsInWords();
  const { current, announced, past } = standing(terms, today);
  return (
    <Stack gap="xl">
      {current && (
        <Section title={t("terms.current")}>
          <Stack gap={2}>
            <Text className={classes.big}>{percent(current.basis_points, locale)}</Text>
            <Text>{t("terms.since", { day: day(current.from_day, locale) })}</Text>
            <Text c="dimmed">{boundsInWords(current.bounds)}</Text>
          </Stack>
        </Section>
      )}
      <Section title={t("terms.announced")}>
        {announced.length === 0 ? (
          <Text>{t("terms.nothingAnnounced")}</Text>
        ) : (
          <Rates terms={announced} of="announced" />
        )}
      </Section>
      {past.length > 0 && (
        <Section title={t("terms.past")}>
          <Rates terms={past} of="past" />
        </Section>
      )}
    </Stack>
  );
}

function Rates({ terms, of }: { terms: Terms[]; of: "announced" | "past" }) {
  const { t } = useTranslation("space");
  const { locale } = useLocale();
  const boundsInWords = useBoundsInWords();
  return (
    <DataTable
      caption={t(`terms.${of}`)}
      rows={terms}
      rowKey={(rate) => rate.id}
      columns={[
        { key: "from", label: t("terms.from"), cell: (rate) => day(rate.from_day, locale) },
        { key: "rate", label: t("terms.rate"), numeric: true, cell: (rate) => percent(rate.basis_points, locale) },
        { key: "bounds", label: t("terms.bounds"), cell: (rate) => boundsInWords(rate.bounds) },
        {
          key: "announced",
          label: t("terms.announcedOn"),
          cell: (rate) => day(rate.announced_at.slice(0, 10), locale),
        },
      ]}
    />
  );
}
