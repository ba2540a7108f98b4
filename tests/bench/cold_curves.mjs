// Figures by how many people an item is known by, by how many items a person is, and by the share of
// a list that is kept for new items: parts `known`, `visitors` and `slots` of cold.mjs. Settings as
// they stand, not chosen: they would be chosen anew for every point of a curve, and take most of the
// time.

export const kEpochs = 15;
const kTraining = ["--no-validate", "--epochs", `${kEpochs}`];
const kKnownInteractions = [0, 1, 2, 5, 10];
const kHistoryItems = [0, 1, 2, 5];
const kExplorations = [0, 0.05, 0.1, 0.2];

function rowsOf(setting, count, { models }) {
  return models.map((model) => ({
    model: model.name,
    variant: "",
    [setting]: count,
    bytesPerItem: model.bytes_per_item,
    trainSeconds: model.train_seconds,
    "recall@20": model["recall@20"],
    "ndcg@20": model["ndcg@20"],
    "ndcg@100": model["ndcg@100"],
  }));
}

/** `reports` of the same questions, by the number that the setting had. */
function curves(title, setting, reports) {
  const [{ data, models }] = reports.values();
  return {
    title,
    candidates: data.candidates,
    people: models[0].users,
    questions: data.test_interactions,
    rows: [...reports].flatMap(([count, report]) => rowsOf(setting, count, report)),
  };
}

/** A random fifth of the items, each known by a few of its people; evaluate(args) gives a report. */
export function knownCurves(title, evaluate) {
  const measure = (count) => {
    // Who chose it tells nothing of an item that nobody chose.
    const models = ["popularity", "content-knn", ...(count > 0 ? ["item-knn"] : []), "softmax"];
    return evaluate([
      ...["--protocol", "cold", "--known-interactions", `${count}`],
      ...["--models", models.join(","), ...kTraining],
    ]);
  };
  const reports = new Map(kKnownInteractions.map((count) => [count, measure(count)]));
  return curves(title, "knownInteractions", reports);
}

/** People never trained on, known by a few of their items. */
export function visitorCurves(title, evaluate) {
  const measure = (count) =>
    evaluate([
      ...["--protocol", "strong", "--history-items", `${count}`],
      ...["--models", "popularity,item-knn,softmax", ...kTraining],
    ]);
  const reports = new Map(kHistoryItems.map((count) => [count, measure(count)]));
  return curves(title, "historyItems", reports);
}

/** Lists of all items, a random fifth of them new, with slots for these. */
export function slotCurve(title, evaluate) {
  const reports = kExplorations.map((exploration) => [
    exploration,
    evaluate([
      ...["--protocol", "cold", "--among-all", "--exploration", `${exploration}`],
      ...["--models", "softmax", ...kTraining],
    ]),
  ]);
  const [[, { data, models }]] = reports;
  return {
    title,
    candidates: data.candidates,
    people: models[0].users,
    rows: reports.map(([exploration, report]) => ({
      exploration,
      "newShare@20": report.models[0]["new_share@20"],
      "newRecall@20": report.models[0]["recall@20"],
      "warmRecall@20": report.models[0]["warm_recall@20"],
    })),
  };
}
