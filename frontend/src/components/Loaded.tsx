import { Skeleton, Stack } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { ErrorState } from "./ErrorState";
import { NotYours } from "./NotYours";

interface Props<Data> {
  query: UseQueryResult<Data, unknown>;
  /** What stands there while it is fetched, where three lines would jump. */
  waiting?: ReactNode;
  children: (data: Data) => ReactNode;
}

/** What was read, or why it is not there: being fetched, not to be found, or failed with a way to try again. */
export function Loaded<Data>({ query, waiting, children }: Props<Data>) {
  const placeholder = waiting ?? <Waiting />;
  if (query.data !== undefined) {
    // A part that comes later and waits for its words must not hide the rest of the page, in which somebody may be typing.
    return <Suspense fallback={placeholder}>{children(query.data)}</Suspense>;
  }
  if (query.isPending) {
    return placeholder;
  }
  const { code } = asProblem(query.error);
  if (["not-found", "forbidden"].includes(code)) {
    return <NotYours code={code} />;
  }
  return <ErrorState error={query.error} retry={() => void query.refetch()} />;
}

/** Something is being fetched. */
export function Waiting({ lines = 3, height = 84 }: { lines?: number; height?: number }) {
  const { t } = useTranslation();
  return (
    <Stack role="status" aria-label={t("ui.loading")}>
      {Array.from({ length: lines }, (_, line) => line).map((line) => (
        <Skeleton key={line} height={height} radius="md" />
      ))}
    </Stack>
  );
}
