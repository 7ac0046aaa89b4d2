import { createFileRoute } from "@tanstack/react-router";
import { CrashPage } from "@/app/CrashPage";
import { RecoverPage } from "@/features/auth/RecoverPage";

export const Route = createFileRoute("/recover")({ component: RecoverPage, errorComponent: CrashPage });
