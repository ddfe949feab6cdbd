import { type ActionDispatch, type ReactNode, useState } from "react";
import type { Loosened } from "@/api/generated";
import { useLocale } from "@/i18n/useLocale";
import { pointOf } from "./amounts";
import { BriefFields } from "./BriefFields";
import classes from "./editor.module.css";
import type { BriefForm, Wrong } from "./form";
import { QuoteLine, QuotePanel } from "./QuotePanel";
import type { Action } from "./reducer";
import { relax } from "./relax";
import { useQuote } from "./useQuote";

interface Props {
  form: BriefForm;
  dispatch: ActionDispatch<[Action]>;
  wrongs: Wrong[];
  /** What stands under the form: saving, posting. */
  children?: ReactNode;
}

interface Taken {
  text: string;
  undo: (form: BriefForm) => BriefForm;
}

const QUOTE = "brief-quote";

/** A brief and its live quote side by side. It needs no session, so that it can be tried by anybody. */
export function BriefWorkbench({ form, dispatch, wrongs, children }: Props) {
  const { locale } = useLocale();
  const quote = useQuote(form);
  const [taken, setTaken] = useState<Taken[]>([]);
  const last = taken.at(-1);
  const loosen = (wish: Loosened, text: string) => {
    const relaxed = relax(form, wish, pointOf(locale));
    if (relaxed) {
      dispatch({ type: "all", form: relaxed.form });
      setTaken([...taken, { text, undo: relaxed.undo }]);
    }
  };
  const takeBack = ({ undo }: Taken) => {
    dispatch({ type: "all", form: undo(form) });
    setTaken(taken.slice(0, -1));
  };
  return (
    <>
      <div className={classes.columns}>
        <div>
          <BriefFields form={form} dispatch={dispatch} wrongs={wrongs} />
          {children}
        </div>
        <div className={classes.beside} id={QUOTE} tabIndex={-1}>
          <QuotePanel
            quote={quote}
            form={form}
            onLoosen={loosen}
            last={last && { text: last.text, undo: () => takeBack(last) }}
          />
        </div>
      </div>
      <div className={classes.foot}>
        <a
          href={`#${QUOTE}`}
          className={classes.footLink}
          onClick={(event) => {
            event.preventDefault();
            document.getElementById(QUOTE)?.scrollIntoView({ block: "start" });
            document.getElementById(QUOTE)?.focus({ preventScroll: true });
          }}
        >
          <QuoteLine quote={quote} />
        </a>
      </div>
    </>
  );
}
