# Compile options every target of the project shares: warnings are errors, sanitizers on request.
add_library(bareland_options INTERFACE)
target_compile_features(bareland_options INTERFACE cxx_std_20)
target_compile_options(bareland_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
    -Woverloaded-virtual -Wdouble-promotion -Wformat=2 -Werror
    # GCC 12 sees overlapping copies in std::string that cannot happen (GCC bug 105651).
    -Wno-restrict
    # The same sums on every machine: never contract a*b+c behind our back.
    -ffp-contract=off)
# x86-64-v2 (every processor since about 2009) has popcnt, which counting cells lives on; docs/decisions/0003.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
  target_compile_options(bareland_options INTERFACE -march=x86-64-v2)
endif()
if(BARELAND_SANITIZE)
  target_compile_options(bareland_options INTERFACE -fsanitize=${BARELAND_SANITIZE}
      -fno-omit-frame-pointer -fno-sanitize-recover=all
      # Sanitizer instrumentation makes the optimiser see null paths that are not there: what the release build
      # compiles without a warning is not judged again.
      -Wno-maybe-uninitialized -Wno-error)
  if(BARELAND_SANITIZE MATCHES undefined)
    # At every access of memory, which AddressSanitizer looks at already: a third of the compile time.
    target_compile_options(bareland_options INTERFACE -fno-sanitize=null,alignment,object-size)
  endif()
  target_link_options(bareland_options INTERFACE -fsanitize=${BARELAND_SANITIZE})
endif()
target_include_directories(bareland_options INTERFACE ${PROJECT_SOURCE_DIR})
