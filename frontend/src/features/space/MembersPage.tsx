import { Text } from "@mantine/core";
import { IconUsersGroup } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { SpaceMember } from "@/api/generated";
import { spacesListMembersInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { pagingOf } from "@/api/paging";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import classes from "./space.module.css";

/** Who belongs to a space today: names and dates, and on purpose nothing else. */
export function MembersPage({ space }: { space: string }) {
  const { t } = useTranslation("space");
  const members = useInfiniteQuery({
    ...spacesListMembersInfiniteOptions({ path: { id: space }, query: { limit: 100 } }),
    ...pagingOf(space),
  });
  return (
    <PageStack>
      <PageHeader title={t("members.title")} lead={t("members.lead")} />
      <PagedList<SpaceMember>
        query={members}
        empty={
          <EmptyState
            icon={<IconUsersGroup size={40} stroke={1.4} aria-hidden />}
            title={t("members.emptyTitle")}
            text={t("members.emptyText")}
            action={
              <LinkButton to="/spaces/$space/terms" params={{ space }} variant="default">
                {t("members.emptyAction")}
              </LinkButton>
            }
          />
        }
      >
        {(items) => (
          <Section title={t("members.count", { count: items.length })}>
            <ul className={classes.names}>
              {items.map((member, place) => (
                // Two members may have the same name and the same first day.
                // biome-ignore lint/suspicious/noArrayIndexKey: the API names no id, on purpose, and the list only grows
                <li key={place}>
                  <Member member={member} />
                </li>
              ))}
            </ul>
          </Section>
        )}
      </PagedList>
      <Section title={t("members.whyTitle")}>
        <Text maw="68ch">{t("members.why")}</Text>
      </Section>
    </PageStack>
  );
}

function Member({ member: { name, since, until } }: { member: SpaceMember }) {
  const { t } = useTranslation("space");
  const { locale } = useLocale();
  return (
    <>
      <Text fw={550}>{name}</Text>
      <Text size="sm" c="dimmed">
        {until
          ? t("members.sinceUntil", { since: day(since, locale), until: day(until, locale) })
          : t("members.since", { since: day(since, locale) })}
      </Text>
    </>
  );
}
