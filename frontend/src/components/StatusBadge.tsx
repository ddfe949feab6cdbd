import { Badge, type MantineColor } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import classes from "./StatusBadge.module.css";

interface Props {
  icon: Icon;
  color: MantineColor;
  label: string;
}

/** A state: a word and a sign, and a colour that adds nothing they do not say. */
export function StatusBadge({ icon: Sign, color, label }: Props) {
  return (
    <Badge
      classNames={{ root: classes.badge, label: classes.label }}
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
