import { Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";

interface Props {
  title: string;
  lead?: string;
  /** Stands beside the title: a state, an action. */
  aside?: ReactNode;
}

/** The heading of a page, and its title in the browser. Takes the focus after navigation. */
export function PageHeader({ title, lead, aside }: Props) {
  useEffect(() => {
    document.title = `${title} · Muster`;
  }, [title]);
  return (
    <Stack gap={6}>
      <Group justify="space-between" align="center" gap="sm">
        <Title order={1} size="h2" tabIndex={-1} textWrap="balance">
          {title}
        </Title>
        {aside}
      </Group>
      {lead && (
        <Text c="dimmed" maw="60ch">
          {lead}
        </Text>
      )}
    </Stack>
  );
}
