import { Stack } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  /** A page to read across, or one column such as a form. */
  width?: "page" | "form";
  children: ReactNode;
}

/** The column that a page stands in. */
export function PageStack({ width = "page", children }: Props) {
  return (
    <Stack gap="xl" maw={width === "form" ? 460 : 960} mx="auto" w="100%" py={{ base: "lg", sm: "xl" }}>
      {children}
    </Stack>
  );
}
