import { Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import classes from "./PageHeader.module.css";
import { Whole } from "./Whole";

interface Props {
  title: string;
  lead?: string;
  /** Stands beside the title: a state, an action. */
  aside?: ReactNode;
  /** For a page that takes the place of another one at the same address, such as the answer to a form. */
  takesFocus?: boolean;
}

/** The heading of a page, and its title in the browser. Takes the focus after navigation. */
export function PageHeader({ title, lead, aside, takesFocus }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Muster`;
  }, [title]);
  useEffect(() => {
    if (takesFocus) {
      heading.current?.focus();
    }
  }, [takesFocus]);
  return (
    <Stack gap={6}>
      <div className={classes.row}>
        <Title ref={heading} order={1} size="h2" tabIndex={-1} textWrap="balance" className={classes.title}>
          <Whole text={title} />
        </Title>
        {aside && <div className={classes.aside}>{aside}</div>}
      </div>
      {lead && (
        <Text c="dimmed" maw="60ch">
          {lead}
        </Text>
      )}
    </Stack>
  );
}
