import { Button, Group, Stack } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PageOf } from "@/api/paging";
import { ErrorState } from "./ErrorState";
import { Coming, NotRead } from "./Loaded";

interface Props<Item> {
  /** `useInfiniteQuery({ ...someInfiniteOptions(), ...paging })` */
  query: UseInfiniteQueryResult<InfiniteData<PageOf<Item>>, unknown>;
  /** What stands there when there is nothing: an `EmptyState` with the next step. */
  empty: ReactNode;
  /** All that was fetched so far. */
  children: (items: Item[]) => ReactNode;
}

/** A list that comes page by page, with all that it can be: on its way, empty, not yours, failed, and more to come. */
export function PagedList<Item>(props: Props<Item>) {
  return (
    <Coming isPending={props.query.isPending}>
      <Read {...props} />
    </Coming>
  );
}

function Read<Item>({ query, empty, children }: Props<Item>) {
  const { t } = useTranslation();
  if (!query.data) {
    return <NotRead error={query.error} retry={() => void query.refetch()} />;
  }
  const items = query.data.pages.flatMap((page) => page.items);
  if (items.length === 0 && !query.hasNextPage) {
    return empty;
  }
  return (
    <Stack>
      {children(items)}
      {query.isError && <ErrorState error={query.error} retry={() => void query.fetchNextPage()} />}
      {query.hasNextPage && (
        <Group justify="center">
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t("ui.more")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
