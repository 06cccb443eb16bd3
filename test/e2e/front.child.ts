import { startOne } from "./relaying.world.ts";

/** A registry in a process of its own that ends at once at a moment of its intake. Usage: <world as JSON> <moment> */
const [place = "", dyingAt] = process.argv.slice(2);
const { registry } = await startOne(JSON.parse(place), {
  folder: "dying",
  intakeReached: (moment) => {
    if (moment === dyingAt) process.kill(process.pid, "SIGKILL");
  },
});
process.stdout.write(`${registry.url}\n`);
