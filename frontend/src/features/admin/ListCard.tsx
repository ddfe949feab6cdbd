import { Group, Paper, Stack, Text } from "@mantine/core";
import type { ComponentProps, ReactNode } from "react";
import { Facts } from "@/components/Facts";

interface Props {
  title: ReactNode;
  /** Where it stands: a `StatusBadge`. */
  badge: ReactNode;
  facts: ComponentProps<typeof Facts>["facts"];
  /** What can be done about it. */
  children?: ReactNode;
}

/** One thing of a list: what it is, where it stands, and what is known of it. */
export function ListCard({ title, badge, facts, children }: Props) {
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Text fw={650} size="lg">
            {title}
          </Text>
          {badge}
        </Group>
        <Facts facts={facts} />
        {children}
      </Stack>
    </Paper>
  );
}
