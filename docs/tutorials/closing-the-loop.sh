#!/usr/bin/env bash
# Closes the learning loop on this machine: traffic, training, evaluation, canary, promotion, a spoke that breaks, rollback.
# What it does and why is told in closing-the-loop.md beside it.
#
#   docs/tutorials/closing-the-loop.sh [DIRECTORY]
#
# DIRECTORY keeps everything it writes (configuration, data, logs); without it, a temporary one is used and removed.
# Exit 0: everything happened as told. Exit 1: a stage did not happen; the last line says which.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
[ $# -eq 0 ] || mkdir -p "$1"
work=$([ $# -eq 0 ] && mktemp -d || (cd "$1" && pwd -P))
started=$(date +%s)
hub=
spokes=

end() {
  status=$?
  trap - EXIT
  for process in $spokes $hub; do kill "$process" 2>/dev/null || true; done
  for process in $spokes $hub; do wait "$process" 2>/dev/null || true; done
  [ $# -ne 0 ] || rm -rf "$work"
  exit $status
}
if [ $# -eq 0 ]; then trap end EXIT; else trap 'end keep' EXIT; fi
trap 'exit 130' INT
trap 'exit 143' TERM

stage() { printf '\n=== %s  [%d s]\n' "$1" $(($(date +%s) - started)); }
failed() {
  printf 'closing-the-loop: %s\n' "$1" >&2
  exit 1
}
show() {
  printf '\n$ granger %s\n' "$*"
  "$root/granger" "$@"
}
# Brackets: a shell of its own, which becomes the program. So does the one behind "&", and ending it ends the program.
traffic() (java_program ReckonerTraffic "$GRANGER_URL" "$@")
java_program() {
  program=$1
  shift
  exec "$jdk/bin/java" --add-modules java.se --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m \
    -Dlogback.configurationFile="$work/conf/logback.xml" -cp "$classpath" "io.granger.examples.tutorial.$program" "$@"
}
await() { # WHAT FILE PATTERN PROCESS
  for _ in $(seq 1 600); do
    grep -q "$3" "$2" 2>/dev/null && return
    kill -0 "$4" 2>/dev/null || break
    sleep 0.2
  done
  cat "$2" >&2
  failed "$1 did not start"
}
free_port() {
  while :; do
    port=$((10000 + RANDOM % 20000))
    (: </dev/tcp/127.0.0.1/$port) 2>/dev/null || break
  done
  echo "$port"
}

stage "1. A hub of its own, and four spokes in another process"
. "$root/.mvn/jdk.sh"
jdk=$(find_jdk 21) || failed "no JDK of at least 21 was found"
"$root/granger" version
classpath=${GRANGER_CLASSPATH:-$root/examples/target/dist/lib/*}
port=$(free_port)
mkdir -p "$work/conf/pipelines"
cp "$root/conf/logback.xml" "$work/conf/"
cat >"$work/conf/granger.yaml" <<END
data: $work/data
http: {port: 0}
cluster: {enabled: true, name: tutorial-$port, port: $port}
routing: {preset: quality}         # a right answer is worth most
exploration: {floor: 0.2}          # every choice is even 20 times in 100, so that the log can judge other choices
policy: {online: none}             # a policy stays what was judged
rollout: {stages: [0.2, 0.5], minKeys: 100}
spokes: {leaseMs: 60000}           # a machine that is busy with something else is no reason to lose a spoke
tasks: {deadlineMs: 120000}
END
cat >"$work/conf/pipelines/reckon.yaml" <<END
name: reckon
version: 1.0.0
accepts: text/plain
features: [{name: kind, kind: category}, {name: count, kind: numeric}, {name: largest, kind: numeric}]
alternatives: [[{capability: reckon, verify: mark}]]
END
cat "$work/conf/granger.yaml"
echo
GRANGER_JAVA_OPTS= "$root/granger" run --conf "$work/conf" >"$work/hub.log" 2>&1 &
hub=$!
await "the hub" "$work/hub.log" '^ *try ' $hub
GRANGER_URL=$(sed -n 's/^ *listens  *//p' "$work/hub.log")
export GRANGER_URL
java_program ReckonerSpokes "127.0.0.1:$port" "tutorial-$port" "$work/abacus-is-broken" >"$work/spokes.log" 2>&1 &
spokes=$!
await "the spokes' process" "$work/spokes.log" '^serving' $spokes
show spokes

stage "2. Traffic: the heuristic decides, everything is logged"
traffic 4000 1
show experience stats

stage "3. Training from the log"
show train | tee "$work/train.txt"
version=$(sed -n 's/^policy //p' "$work/train.txt")
[ -n "$version" ] || failed "no policy came out of the training"

stage "4. Evaluation against what was logged and not trained on"
echo "(more traffic first, which the new policy has not seen)"
traffic 3000 2
show evaluate "$version" | tee "$work/evaluate.txt"
grep -q "^policy $version: passed" "$work/evaluate.txt" || failed "the gate was not passed"
show policies

stage "5. Rollout: shadow, then a canary that goes on by itself when it is shown to be better"
show promote "$version" --reason "its gate was passed"
traffic 2000 3 "canary 0.2" || failed "the rollout did not leave shadow"
show audit --limit 1
traffic 6000 4 "canary 0.5" || failed "the first canary was not promoted"
show audit --limit 1
traffic 6000 5 rl || failed "the second canary was not promoted"
show audit --limit 1

stage "6. The policy leads; the holdout stays with the heuristic"
traffic 2000 6
show rollout
"$root/granger" tasks --state completed --limit 10 --output json | grep -o 't-[0-9a-z]\{26\}' >"$work/tasks.txt"
for example in $(cat "$work/tasks.txt"); do # the first that is not of the holdout
  "$root/granger" task "$example" >"$work/task.txt"
  ! grep -q 'arm treatment' "$work/task.txt" || break
done
show explain "$example"

stage "7. The abacus comes back from repair and no longer carries tens: as fast as ever, and wrong"
touch "$work/abacus-is-broken"
traffic 8000 7 cooldown || failed "the policy was not taken back"
show rollout | tee "$work/rollout.txt"
grep -q 'verdict *rolled back: worse by' "$work/rollout.txt" || failed "the verdict does not say why it was taken back"

stage "8. The heuristic decides again, and says who did what"
show mode | tee "$work/mode.txt"
grep -q 'heuristic' "$work/mode.txt" || failed "the heuristic does not decide"
traffic 500 8
show audit --limit 5
if "$root/granger" promote "$version" --reason "once more" 2>"$work/refused.txt"; then
  failed "a policy that was just taken back was promoted"
fi
printf '\n$ granger promote %s\n' "$version"
cat "$work/refused.txt"

stage "Done: learnt, judged, rolled out, broken, taken back"
