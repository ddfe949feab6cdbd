import { Button, type ButtonProps } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { download } from "@/api/download";
import { useAct } from "./useAct";

interface Props extends ButtonProps {
  /** Where it is, such as `/api/v1/invoices/…?format=pdf`. */
  path: string;
  /** What the file is called on the reader's disk. */
  name: string;
  children: string;
}

/** Saves a file that only whoever is signed in may have. */
export function DownloadButton({ path, name, children, ...look }: Props) {
  const save = useAct({ act: () => download(path, name), stale: [] });
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
