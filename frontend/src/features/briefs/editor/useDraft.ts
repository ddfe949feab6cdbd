import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type BriefView, briefsCreate, briefsRead, briefsSave, type Document } from "@/api/generated";
import { briefsListQueryKey, briefsReadQueryKey } from "@/api/generated/@tanstack/react-query.gen";
import { asProblem } from "@/api/problem";
import { begun, dropDraft, keepDraft, lastCurrency } from "./drafts";
import { type BriefForm, check, toDocument, toForm } from "./form";

/** So long after the last change a draft is saved. */
const PAUSE = 1500;
/** So soon it is tried again where it failed. */
const AGAIN = 8000;

/** What the server has. */
export interface Saved {
  id: string;
  revision: number;
  /** The saved document, as text. */
  document: string;
}

interface Options {
  person: string;
  form: BriefForm;
  /** The form as it was opened: while it is still that, there is nothing to keep. */
  opened: BriefForm;
  saved: Saved | null;
  /** Under what it is kept on this device until it is saved for the first time; nothing for one that began empty. */
  origin?: string;
}

/** How a draft stands, and the way to save it. */
export interface Draft {
  id: string | undefined;
  state: "untouched" | "kept" | "saving" | "saved" | "failed" | "conflict";
  savedAt: Date | null;
  /** The code of what went wrong. */
  problem: string | null;
  /** What somebody else saved meanwhile. */
  theirs: BriefView | null;
  isDirty: boolean;
  /** Saves what stands in the form now; the id, or nothing where that failed. */
  save: () => Promise<string | null>;
  keepMine: () => Promise<string | null>;
  /** Goes on from what is saved: the caller shows it in the form. */
  takeTheirs: () => void;
  /** Nothing of it needs to be kept any more. */
  forget: () => void;
}

/** A document as the form would write it, to be compared with. */
export function savedText(document: Document): string {
  return JSON.stringify(toDocument(toForm(document)));
}

function random(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Keeps a brief on this device with every change, and saves it as a draft as soon as it is whole. */
export function useDraft({ person, form, opened, saved: first, origin }: Options): Draft {
  const queries = useQueryClient();
  const [saved, setSaved] = useState(first);
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [theirs, setTheirs] = useState<BriefView | null>(null);
  const document = useMemo(() => JSON.stringify(toDocument(form)), [form]);
  const isWhole = useMemo(() => check(form, new Date()).length === 0, [form]);
  const isSame = saved ? saved.document === document : form === opened;
  const isDirty = !isSame || (!isWhole && form !== opened);

  // What a save reads at the moment it runs, whatever was drawn last.
  const now = useRef({ form, saved });
  now.current.form = form;
  const running = useRef<Promise<string | null> | null>(null);
  const creating = useRef({ document: "", key: "" });

  const settle = useCallback((next: Saved) => {
    now.current.saved = next;
    setSaved(next);
    setSavedAt(new Date());
    setProblem(null);
  }, []);

  const send = useCallback(async (): Promise<string> => {
    const { form: written, saved: known } = now.current;
    const body = toDocument(written);
    const text = JSON.stringify(body);
    if (!known) {
      if (creating.current.document !== text) {
        creating.current = { document: text, key: random() };
      }
      const headers = { "Idempotency-Key": creating.current.key };
      const { data } = await briefsCreate({ body, headers, throwOnError: true });
      settle({ id: data.id, revision: 1, document: text });
      begun.keep(data.id);
      dropDraft(person, origin);
      lastCurrency.keep(body.currency);
      return data.id;
    }
    if (known.document === text) {
      return known.id;
    }
    const path = { id: known.id };
    const headers = { "If-Match": `"v${known.revision}"` };
    const { data } = await briefsSave({ path, body, headers, throwOnError: true });
    settle({ id: known.id, revision: data.revision, document: text });
    queries.setQueryData(briefsReadQueryKey({ path }), data);
    return known.id;
  }, [person, queries, settle, origin]);

  const attempt = useCallback(async (): Promise<string | null> => {
    setSaving(true);
    try {
      const id = await send();
      void queries.invalidateQueries({ queryKey: briefsListQueryKey() });
      return id;
    } catch (error) {
      const { code } = asProblem(error);
      const id = now.current.saved?.id;
      setProblem(code);
      if (id && code === "stale") {
        const { data } = await briefsRead({ path: { id } });
        setTheirs(data ?? null);
      }
      return null;
    } finally {
      setSaving(false);
    }
  }, [queries, send]);

  const save = useCallback(async (): Promise<string | null> => {
    // One after the other: the second builds on the revision that the first one made.
    await running.current;
    running.current = attempt();
    const id = await running.current;
    running.current = null;
    return id;
  }, [attempt]);

  const id = saved?.id;
  const keptAs = id ?? origin;
  useEffect(() => {
    if (!isDirty) {
      dropDraft(person, keptAs);
      return;
    }
    const timer = setTimeout(() => keepDraft(person, keptAs, { form, revision: now.current.saved?.revision }), 300);
    return () => clearTimeout(timer);
  }, [person, keptAs, form, isDirty]);

  const isWaiting = isWhole && !isSame && !isSaving && !theirs;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the document begins the pause anew
  useEffect(() => {
    if (!isWaiting || problem === "not-a-draft") {
      return;
    }
    const timer = setTimeout(() => void save(), problem ? AGAIN : PAUSE);
    return () => clearTimeout(timer);
  }, [isWaiting, document, problem, save]);

  // A reload of the page for new briefs goes on with this one; whoever leaves it begins another.
  useEffect(() => () => begun.drop(), []);

  const goOn = (view: BriefView) => {
    settle({ id: view.id, revision: view.revision, document: savedText(view.document) });
    setTheirs(null);
  };
  return {
    id,
    state: stateOf({ isDirty, isSaving, isSame, problem, theirs, saved }),
    savedAt,
    problem,
    theirs,
    isDirty,
    save,
    keepMine: async () => {
      if (theirs) {
        goOn(theirs);
      }
      return await save();
    },
    takeTheirs: () => {
      if (theirs) {
        goOn(theirs);
      }
    },
    forget: () => dropDraft(person, now.current.saved?.id ?? origin),
  };
}

interface Standing {
  isDirty: boolean;
  isSaving: boolean;
  isSame: boolean;
  problem: string | null;
  theirs: BriefView | null;
  saved: Saved | null;
}

function stateOf({ isDirty, isSaving, isSame, problem, theirs, saved }: Standing): Draft["state"] {
  if (theirs) {
    return "conflict";
  }
  if (isSaving) {
    return "saving";
  }
  if (isSame && saved) {
    return "saved";
  }
  if (problem) {
    return "failed";
  }
  return isDirty ? "kept" : "untouched";
}
