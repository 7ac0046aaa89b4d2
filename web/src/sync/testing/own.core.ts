import { againstTheCore } from "./core-campaign";

againstTheCore("kept by their browsers, whose tabs die", true);
