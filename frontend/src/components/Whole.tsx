import type { ReactNode } from "react";
import classes from "./Whole.module.css";

interface Props {
  text: string;
}

/** What a line would break after the hyphen of: the numbers of documents, and how German and Czech write mail. */
const HYPHENED = /\d{1,9}(?:-\d{1,9}){1,2}|\be-mail\p{L}*/giu;

/** A text in which such words are not torn. Its letters stay as they are, so that what is copied or searched for is right. */
export function Whole({ text }: Props) {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const { 0: word, index } of text.matchAll(HYPHENED)) {
    parts.push(
      text.slice(from, index),
      <span key={index} className={classes.whole}>
        {word}
      </span>,
    );
    from = index + word.length;
  }
  return [...parts, text.slice(from)];
}
