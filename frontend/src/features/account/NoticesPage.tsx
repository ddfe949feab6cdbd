import { Stack } from "@mantine/core";
import { IconBell, IconSettings } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "@/api/client";
import { noticesMark } from "@/api/generated";
import { noticesCountQueryKey, noticesListInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { useLocale } from "@/i18n/useLocale";
import { deviceZone, useZone } from "@/i18n/zone";
import { NoticeCard } from "./NoticeCard";

/** What somebody is told under the hat that they wear, the newest first. To open the page is to have read it. */
export function NoticesPage() {
  const { t } = useTranslation(["account", "common"]);
  const { data: who } = useQuery(sessionQuery);
  return (
    <PageStack>
      <PageHeader
        title={t("notices.title")}
        lead={who?.hat ? t("notices.lead", { hat: t(`common:hats.${who.hat}`) }) : undefined}
        aside={<ToSettings />}
      />
      <Notices />
    </PageStack>
  );
}

function ToSettings() {
  const { t } = useTranslation("account");
  return (
    <LinkButton to="/notices/settings" variant="default" leftSection={<IconSettings size={18} aria-hidden />}>
      {t("notices.settings")}
    </LinkButton>
  );
}

function Notices() {
  const { t } = useTranslation("account");
  const { language } = useLocale();
  const time_zone = useZone() ?? deviceZone();
  const notices = useInfiniteQuery({
    ...noticesListInfiniteOptions({ query: { limit: 20, language, time_zone } }),
    ...paging,
  });
  const items = notices.data?.pages.flatMap((page) => page.items) ?? [];
  const fresh = useFresh(items);
  return (
    <PagedList
      query={notices}
      empty={
        <EmptyState
          icon={<IconBell size={40} stroke={1.4} aria-hidden />}
          title={t("notices.emptyTitle")}
          text={t("notices.emptyText")}
          action={<ToSettings />}
        />
      }
    >
      {(all) => (
        <Stack gap="sm">
          {all.map((notice) => (
            <NoticeCard key={notice.id} notice={notice} isNew={fresh.has(notice.id)} />
          ))}
        </Stack>
      )}
    </PagedList>
  );
}

/** Notes what is shown as read, and remembers for this visit what of it was new. */
function useFresh(items: { id: string; read_at?: string | null }[]): ReadonlySet<string> {
  const queries = useQueryClient();
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const { mutate } = useMutation({
    mutationFn: (last: string) => noticesMark({ body: { last }, throwOnError: true }),
    onSuccess: () => queries.invalidateQueries({ queryKey: noticesCountQueryKey() }),
  });
  const unread = items.filter(({ read_at }) => !read_at).map(({ id }) => id);
  const newest = unread[0];
  const list = unread.join(" ");
  useEffect(() => {
    if (list !== "") {
      setFresh((before) => new Set([...before, ...list.split(" ")]));
    }
  }, [list]);
  useEffect(() => {
    if (newest) {
      mutate(newest);
    }
  }, [newest, mutate]);
  return fresh;
}
