import { createFileRoute } from "@tanstack/react-router";
import * as v from "valibot";

/** `day`: the day to write for, as `2026-11-20`; today without it. */
const search = v.object({ day: v.fallback(v.optional(v.pipe(v.string(), v.isoDate())), undefined) });

/** Nothing written yet. */
export const Route = createFileRoute("/_app/_composer/new")({ validateSearch: search });
