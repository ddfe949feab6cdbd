import type { ModalProps } from "@mantine/core";
import { Suspense, useState } from "react";
import { OpenedDialog } from "@/app/later";

/** A dialog over the page. Pages come without what draws it. */
export function Dialog(props: ModalProps) {
  const [wasOpened, setWasOpened] = useState(false);
  if (props.opened && !wasOpened) {
    setWasOpened(true);
  }
  return (
    wasOpened && (
      <Suspense fallback={null}>
        <OpenedDialog {...props} />
      </Suspense>
    )
  );
}
