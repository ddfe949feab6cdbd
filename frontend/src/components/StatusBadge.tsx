import { Badge, type MantineColor } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";

interface Props {
  icon: Icon;
  color: MantineColor;
  label: string;
}

/** A state: a word and a sign, and a colour that adds nothing they do not say. */
export function StatusBadge({ icon: Sign, color, label }: Props) {
  return (
    <Badge
      miw="max-content"
      variant="outline"
      color={color}
      size="lg"
      radius="sm"
      tt="none"
      leftSection={<Sign size={16} aria-hidden />}
    >
      {label}
    </Badge>
  );
}
