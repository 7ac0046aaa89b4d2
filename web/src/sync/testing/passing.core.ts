import { againstTheCore } from "./core-campaign";

againstTheCore("in memory", false);
