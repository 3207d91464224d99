# A release in a folder of its own beside the others, so that going back is naming another folder.

$script:ReleaseParts = @('dist', 'node_modules', 'deploy', 'docs', 'web.config', 'package.json', 'README.md', 'CHANGELOG.md')

function Get-ReleaseFolder {
    param([string] $InstallDir, [string] $Version)

    return (Join-Path (Join-Path $InstallDir 'releases') $Version)
}

function Get-FolderVersion {
    param([string] $Folder)

    foreach ($part in @('dist\main.js', 'node_modules', 'package.json')) {
        if (-not (Test-Path -LiteralPath (Join-Path $Folder $part))) {
            Stop-Installation 'NotARelease' @($Folder, $part)
        }
    }
    return ([IO.File]::ReadAllText((Join-Path $Folder 'package.json')) | ConvertFrom-Json).version
}

# The version in the zip, after its checksum was compared where SHA256SUMS lies beside it.
function Get-PackageVersion {
    param([string] $Package)

    if (-not (Test-Path -LiteralPath $Package)) {
        Stop-Installation 'NoPackage' @($Package)
    }
    $sums = Join-Path (Split-Path -Parent $Package) 'SHA256SUMS'
    if (Test-Path -LiteralPath $sums) {
        $name = Split-Path -Leaf $Package
        $hash = (Get-FileHash -LiteralPath $Package -Algorithm SHA256).Hash
        $known = @(Get-Content -LiteralPath $sums | Where-Object { $_ -like "*  $name" })
        if ($known.Count -gt 0 -and -not $known[0].StartsWith($hash, [StringComparison]::OrdinalIgnoreCase)) {
            Stop-Installation 'WrongChecksum' @($Package, $sums)
        }
    }
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    $zip = [IO.Compression.ZipFile]::OpenRead($Package)
    try {
        $entry = $zip.GetEntry('package.json')
        if (-not $entry) {
            Stop-Installation 'NotARelease' @($Package, 'package.json')
        }
        $reader = New-Object System.IO.StreamReader -ArgumentList $entry.Open()
        try {
            return ($reader.ReadToEnd() | ConvertFrom-Json).version
        } finally {
            $reader.Dispose()
        }
    } finally {
        $zip.Dispose()
    }
}

# Puts a release into its folder: from a zip, or from the unpacked release that this script is part of. It is complete
# or not there: it gets its name last.
function Install-Release {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $Package, [string] $Source)

    if ($Package) {
        $version = Get-PackageVersion $Package
    } else {
        $version = Get-FolderVersion $Source
    }
    $folder = Get-ReleaseFolder $InstallDir $version
    if (Test-Path -LiteralPath $folder) {
        Get-FolderVersion $folder | Out-Null
        Write-Step 'ReleaseThere' @($version, $folder)
        return $folder
    }
    Write-Step 'ReleaseCopied' @($version, $folder)
    if ($PSCmdlet.ShouldProcess($folder, (Get-Text 'ActionRelease'))) {
        $part = "$folder.part"
        if (Test-Path -LiteralPath $part) {
            Remove-Item -LiteralPath $part -Recurse -Force
        }
        New-Item -ItemType Directory -Path $part -Force | Out-Null
        if ($Package) {
            [IO.Compression.ZipFile]::ExtractToDirectory($Package, $part)
        } else {
            foreach ($name in $script:ReleaseParts) {
                Copy-Item -LiteralPath (Join-Path $Source $name) -Destination $part -Recurse
            }
        }
        Get-FolderVersion $part | Out-Null
        Move-Item -LiteralPath $part -Destination $folder
        Add-Made $InstallDir $Manifest 'release' $folder $version
    }
    return $folder
}
