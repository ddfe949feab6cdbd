import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";

interface Props {
  title: string;
  lead?: string;
  /** Stands beside the title: an action, a state. */
  aside?: ReactNode;
  /** For a link that leads here. */
  id?: string;
  /** Without a frame, for what has frames of its own, such as a list of cards. */
  plain?: boolean;
  children: ReactNode;
}

/** A part of a page under a heading of its own. */
export function Section({ title, lead, aside, id, plain, children }: Props) {
  const heading = useId();
  const content = (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={2}>
          <Title id={heading} order={2} size="h4">
            {title}
          </Title>
          {lead && (
            <Text c="dimmed" size="sm" maw="64ch">
              {lead}
            </Text>
          )}
        </Stack>
        {aside}
      </Group>
      {children}
    </Stack>
  );
  return plain ? (
    <section id={id} aria-labelledby={heading}>
      {content}
    </section>
  ) : (
    <Paper withBorder p={{ base: "md", sm: "lg" }} component="section" id={id} aria-labelledby={heading}>
      {content}
    </Paper>
  );
}
