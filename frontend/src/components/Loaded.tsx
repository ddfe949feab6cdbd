import { Skeleton, Stack } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { ErrorState } from "./ErrorState";
import classes from "./Loaded.module.css";
import { NotYours } from "./NotYours";

interface Props<Data> {
  query: UseQueryResult<Data, unknown>;
  /** What stands there while it is fetched, where three lines would jump. */
  waiting?: ReactNode;
  children: (data: Data) => ReactNode;
}

/** What was read, or why it is not there: being fetched, not to be found, or failed with a way to try again. */
export function Loaded<Data>({ query, waiting, children }: Props<Data>) {
  return (
    <Coming isPending={query.isPending} waiting={waiting}>
      {query.data === undefined ? (
        <NotRead error={query.error} retry={() => void query.refetch()} />
      ) : (
        children(query.data)
      )}
    </Coming>
  );
}

/** Why something could not be read: it is not for whoever looks, or it failed. */
export function NotRead({ error, retry }: { error: unknown; retry: () => void }) {
  const { code } = asProblem(error);
  if (["not-found", "forbidden"].includes(code)) {
    return <NotYours code={code} />;
  }
  return <ErrorState error={error} retry={retry} />;
}

interface ComingProps {
  /** Whether it is still being fetched. A part of the page whose script or words come later says so by itself. */
  isPending?: boolean;
  /** What stands there meanwhile. */
  waiting?: ReactNode;
  children?: ReactNode;
}

/**
 * Something that comes later than what is around it, and what stands there until then: it must not hide the rest of the page,
 * in which somebody may be typing. Its element stays. A skeleton hides what is below (Shell.module.css), and Chromium leaves
 * that hidden where the element around the skeleton goes with it.
 */
export function Coming({ isPending, waiting, children }: ComingProps) {
  const placeholder = waiting ?? <Waiting />;
  return (
    <div className={classes.coming}>
      {isPending ? placeholder : <Suspense fallback={placeholder}>{children}</Suspense>}
    </div>
  );
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
