// Meshes of any size, for measuring.

/** A mesh with a primary and nine remotes on each network. */
export function mesh(clusters, perNetwork = 10) {
  let out = "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata:\n  name: large\nclusters:\n";
  for (let index = 0; index < clusters; index += 1) {
    const network = Math.floor(index / perNetwork);
    const leader = network * perNetwork;
    out += `  - name: c${index}\n    network: n${network}\n`;
    out += index === leader ? "    eastWestGateway: {}\n" : `    role: remote\n    controlPlane: c${leader}\n`;
  }
  return out;
}

/** The value below which that share of all lies. */
export const quantile = (all, share) =>
  all.toSorted((one, other) => one - other)[Math.floor(share * (all.length - 1))];

/** Lines of what was measured beside what it may be; the run fails where one is more. */
export class Bars {
  #met = [];

  /** `beside` says what it is compared with, measured in the same run. */
  note(what, measured, most, unit, beside = "") {
    const isMet = measured <= most;
    this.#met.push(isMet);
    const verdict = isMet ? "met " : "MORE";
    const found = `${measured.toFixed(1)} ${unit}`.padStart(12);
    console.log(`${verdict} ${what.padEnd(48)} ${found}   at most ${most} ${unit}   ${beside}`);
  }

  end() {
    const missed = this.#met.filter((isMet) => !isMet).length;
    console.log(missed ? `\n${missed} of ${this.#met.length} bars are not met` : "\nevery bar is met");
    process.exitCode = missed ? 1 : 0;
  }
}
