import { Button, Group, Stack } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PageOf } from "@/api/paging";
import { asProblem } from "@/api/problem";
import { ErrorState } from "./ErrorState";
import { Waiting } from "./Loaded";
import { NotYours } from "./NotYours";

interface Props<Item> {
  /** `useInfiniteQuery({ ...someInfiniteOptions(), ...paging })` */
  query: UseInfiniteQueryResult<InfiniteData<PageOf<Item>>, unknown>;
  /** What stands there when there is nothing: an `EmptyState` with the next step. */
  empty: ReactNode;
  /** All that was fetched so far. */
  children: (items: Item[]) => ReactNode;
}

/** A list that comes page by page, with all that it can be: on its way, empty, not yours, failed, and more to come. */
export function PagedList<Item>({ query, empty, children }: Props<Item>) {
  const { t } = useTranslation();
  if (query.isPending) {
    return <Waiting />;
  }
  if (query.isError && !query.data) {
    const { code } = asProblem(query.error);
    const isHidden = ["not-found", "forbidden"].includes(code);
    return isHidden ? <NotYours code={code} /> : <ErrorState error={query.error} retry={() => void query.refetch()} />;
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
