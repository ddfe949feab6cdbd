import { Button, type ButtonProps } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { download } from "@/api/download";
import type { KnownProblem } from "@/api/problem";
import { useAct } from "./useAct";

interface Props extends ButtonProps {
  /** Where it is, such as `/api/v1/invoices/…?format=pdf`. */
  path: string;
  /** What the file is called on the reader's disk. */
  name: string;
  /** A sentence of this place for a problem, where it knows better than the general one. */
  tell?: (problem: KnownProblem) => string | undefined;
  children: string;
}

/** Saves a file that only whoever is signed in may have. */
export function DownloadButton({ path, name, tell, children, ...look }: Props) {
  const save = useAct({ act: () => download(path, name), stale: [], tell });
  return (
    <Button
      variant="default"
      size="compact-md"
      leftSection={<IconDownload size={16} aria-hidden />}
      {...look}
      loading={save.isPending}
      onClick={() => save.mutate()}
    >
      {children}
    </Button>
  );
}
