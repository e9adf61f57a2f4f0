# Sourced by ../mvnw and ../granger. POSIX sh.
#
# find_jdk LEAST  prints the home of a JDK of at least that feature version, looking at JAVA_HOME,
#                 java on the PATH, and the usual places (newest first); fails when there is none.
# jdk_feature HOME prints its feature version (21, 25), or 0.
# jdk_flags HOME  prints the flags that keep it quiet about what our libraries do.
# hub_flags HOME  prints the flags of a hub besides, but for the size of its heap.
# hub_scheduler   prints the command a hub is started by, so that the kernel lets its threads finish; nothing where there is none.

jdk_feature() {
  _version=
  if [ -r "$1/release" ]; then
    _version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release" | head -n 1)
  fi
  if [ -z "$_version" ] && [ -x "$1/bin/java" ]; then
    _version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
  fi
  printf '%s\n' "${_version:-0}"
}

# A JDK has a compiler; a JRE would pass the version check and fail in the build.
_is_jdk() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ "$(jdk_feature "$1")" -ge "$2" ]
}

_java_on_path() {
  _java=$(command -v java 2>/dev/null) || return 1
  while [ -L "$_java" ]; do
    _target=$(readlink "$_java")
    case $_target in
    /*) _java=$_target ;;
    *) _java=$(dirname "$_java")/$_target ;;
    esac
  done
  (cd "$(dirname "$_java")/.." && pwd -P)
}

# Runs in a subshell, so that the options of the caller (mvnw turns globbing off) stay as they are.
find_jdk() (
  set +efu
  least=$1
  if [ -n "${JAVA_HOME:-}" ] && _is_jdk "$JAVA_HOME" "$least"; then
    printf '%s\n' "$JAVA_HOME"
    exit 0
  fi
  home=$(_java_on_path)
  if [ -n "$home" ] && _is_jdk "$home" "$least"; then
    printf '%s\n' "$home"
    exit 0
  fi
  best=0
  found=
  for home in /usr/lib/jvm/* /usr/java/* /opt/* /opt/*/* /usr/local/openjdk* \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if _is_jdk "$home" "$least"; then
      feature=$(jdk_feature "$home")
      if [ "$feature" -gt "$best" ]; then
        best=$feature
        found=$home
      fi
    fi
  done
  [ -n "$found" ] && printf '%s\n' "$found"
)

jdk_flags() {
  printf '%s' --enable-native-access=ALL-UNNAMED
  # The flag exists from JDK 23 on; 21 and 22 refuse to start with it.
  [ "$(jdk_feature "$1")" -lt 23 ] || printf ' %s' --sun-misc-unsafe-memory-access=allow
}

# What Hazelcast asks for. And the pauses: left to itself the collector aims at 200 ms, and whoever asks meanwhile waits for all of it.
hub_flags() {
  printf '%s' "--add-modules java.se --add-exports java.base/jdk.internal.ref=ALL-UNNAMED \
--add-opens java.base/java.lang=ALL-UNNAMED --add-opens java.base/sun.nio.ch=ALL-UNNAMED \
--add-opens java.management/sun.management=ALL-UNNAMED --add-opens jdk.management/com.sun.management.internal=ALL-UNNAMED \
-XX:MaxGCPauseMillis=10 -XX:+UnlockExperimentalVMOptions -XX:G1NewSizePercent=30 -XX:MaxTenuringThreshold=1"
  # A task is some hundred small objects: four bytes less of each, where the JDK can.
  [ "$(jdk_feature "$1")" -lt 25 ] || printf ' %s' -XX:+UseCompactObjectHeaders
  huge_page_flags /sys/kernel/mm/transparent_hugepage/enabled
}

# The heap in pages of 2 MB where the kernel (its file is the argument) gives them to who asks: fewer addresses to look up.
huge_page_flags() {
  [ ! -r "$1" ] || grep -qF '[never]' "$1" || printf ' %s' -XX:+UseTransparentHugePages
}

# On Linux a thread that is woken takes the processor from the one that woke it, and a hub's threads wake each other with every message.
# As a batch process they take their turn (docs/decisions/0022). Where there is no such thing, or it is forbidden, a hub runs as it is.
hub_scheduler() {
  ! chrt --batch 0 true 2>/dev/null || printf '%s' "chrt --batch 0"
}
