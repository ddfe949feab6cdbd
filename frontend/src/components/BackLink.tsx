import { Group } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import type { LinkProps } from "@tanstack/react-router";
import { TextLink } from "./LinkButton";

/** The way back to the list that a page belongs to. */
export function BackLink({ children, ...to }: Pick<LinkProps, "to" | "params" | "search"> & { children: string }) {
  return (
    <Group>
      <TextLink {...to} size="sm">
        <Group component="span" gap={6} wrap="nowrap">
          <IconArrowLeft size={16} aria-hidden />
          {children}
        </Group>
      </TextLink>
    </Group>
  );
}
