import { createFileRoute } from "@tanstack/react-router";
import { InsecurePage } from "@/app/InsecurePage";

export const Route = createFileRoute("/insecure")({ component: InsecurePage });
