import { Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  icon: ReactNode;
  /** Left out where a heading above says it. */
  title?: string;
  text: ReactNode;
  /** The next step. */
  action: ReactNode;
}

/** A list without items: what would stand here, and how it comes to be. */
export function EmptyState({ icon, title, text, action }: Props) {
  return (
    <Paper withBorder p="xl">
      <Stack align="center" gap="sm" ta="center">
        {icon}
        {title && (
          <Title order={2} size="h4">
            {title}
          </Title>
        )}
        <Text c="dimmed" maw="52ch" style={{ textWrap: "balance" }}>
          {text}
        </Text>
        {action}
      </Stack>
    </Paper>
  );
}
